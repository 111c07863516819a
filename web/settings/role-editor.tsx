import { Checkbox } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Words } from "../../shared/base/schema.ts";
import { type Permission, permissions } from "../../shared/identity/permissions.ts";
import type { Role } from "../../shared/identity/schema.ts";
import { ApiError, patch, post } from "../lib/api.ts";
import { inLanguage } from "../lib/i18n.ts";
import { useSession } from "../lib/session.ts";
import { Editor } from "./editor.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";
import { remove, useChange } from "./save.ts";
import css from "./settings.module.css";
import { WordsField } from "./words-field.tsx";

const kept: readonly Permission[] = ["identity.manage", "settings.read", "settings.write"];

export function RoleEditor({ role, all, onClose }: { role: Role | null; all: Role[]; onClose(): void }) {
  const { t, i18n } = useTranslation("settings");
  const session = useSession();
  const [removing, setRemoving] = useState(false);
  const [name, setName] = useState<Words>(role?.name ?? { en: "" });
  const [chosen, setChosen] = useState<readonly Permission[]>(role?.permissions ?? ["tickets.read"]);
  const save = useChange(async () => {
    const body = { ...(!role?.builtIn && { name }), permissions: permissions.filter((each) => chosen.includes(each)) };
    const { key } = role ? await patch<Role>(`/roles/${role.id}`, body) : await post<Role>("/roles", body);
    onClose();
    return { what: `role ${key}`, text: t("saved") };
  });
  if (role && removing) return <RemoveRole role={role} all={all} onClose={onClose} />;
  // Nobody gives or takes what he has not; administrators keep what they need to undo it.
  const fixed = (permission: Permission) =>
    (permission !== "own.requests" && !session.permissions.includes(permission)) ||
    (role?.key === "administrator" && kept.includes(permission));
  return (
    <Editor
      title={role ? inLanguage(role.name, i18n.language) : t("role.add")}
      size="lg"
      onClose={onClose}
      onSave={() => save.mutate(undefined)}
      saving={save.isPending}
      error={save.error}
      onRemove={role && !role.builtIn ? () => setRemoving(true) : undefined}
    >
      {!role?.builtIn && (
        <WordsField
          label={t("role.name")}
          name="name"
          value={name}
          onChange={setName}
          problems={save.error instanceof ApiError ? save.error.fields : {}}
        />
      )}
      <fieldset className={css.plain}>
        <legend className={css.legend}>{t("role.may")}</legend>
        <div className={css.wide} style={{ gap: 10 }}>
          {permissions.map((permission) => (
            <Checkbox
              key={permission}
              label={t(`permission.${permission.replaceAll(".", "-")}`)}
              checked={chosen.includes(permission)}
              disabled={fixed(permission)}
              onChange={(event) =>
                setChosen(
                  event.currentTarget.checked ? [...chosen, permission] : chosen.filter((each) => each !== permission),
                )
              }
            />
          ))}
        </div>
      </fieldset>
    </Editor>
  );
}

function RemoveRole({ role, all, onClose }: { role: Role; all: Role[]; onClose(): void }) {
  const { t, i18n } = useTranslation("settings");
  const name = inLanguage(role.name, i18n.language);
  const used = role.people + role.tokens > 0;
  const work = useChange(async (replacement: string | undefined) => {
    await remove(`/roles/${role.id}`, { replacement });
    return { what: `role ${role.key}`, text: t("remove.done", { name }) };
  });
  const others = all.filter(({ id }) => id !== role.id);
  return (
    <RemoveDialog
      title={t("remove.title", { name })}
      use={used ? t("remove.role", { count: role.people + role.tokens }) : t("remove.nobody")}
      choices={used ? others.map((each) => ({ value: each.key, label: inLanguage(each.name, i18n.language) })) : []}
      onRemove={(replacement) => work.mutateAsync(used ? replacement : undefined)}
      onClose={onClose}
    />
  );
}

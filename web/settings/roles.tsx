import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Role } from "../../shared/identity/schema.ts";
import { inLanguage } from "../lib/i18n.ts";
import { rolesQuery } from "./load.ts";
import { Part } from "./part.tsx";
import { RoleEditor } from "./role-editor.tsx";
import css from "./settings.module.css";

export function Roles() {
  const { t, i18n } = useTranslation("settings");
  const { data: roles = [] } = useQuery(rolesQuery);
  const [edited, setEdited] = useState<Role | "new" | null>(null);
  return (
    <Part action={<Button onClick={() => setEdited("new")}>{t("role.add")}</Button>}>
      <ul className={css.rows}>
        {roles.map((role) => {
          const name = inLanguage(role.name, i18n.language);
          return (
            <li key={role.id}>
              <span className={css.grow}>
                {name}
                <span className={css.quiet}>
                  {[
                    t("role.people", { count: role.people }),
                    ...(role.tokens > 0 ? [t("role.tokens", { count: role.tokens })] : []),
                    t("role.permissions", { count: role.permissions.length }),
                  ].join(" · ")}
                </span>
              </span>
              {role.builtIn && <span className={css.tag}>{t("role.builtIn")}</span>}
              <Button size="compact-xs" aria-label={t("editNamed", { name })} onClick={() => setEdited(role)}>
                {t("edit")}
              </Button>
            </li>
          );
        })}
      </ul>
      {edited && <RoleEditor role={edited === "new" ? null : edited} all={roles} onClose={() => setEdited(null)} />}
    </Part>
  );
}

import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Role } from "../../shared/identity/schema.ts";
import { inLanguage } from "../lib/i18n.ts";
import { useSession } from "../lib/session.ts";
import css from "./settings.module.css";

interface Props {
  roles: Role[];
  chosen: readonly string[];
  onChange(keys: string[]): void;
  disabled?: boolean;
}

/** The roles of one person; those that may more than the reader are not his to give. */
export function RoleChoice({ roles, chosen, onChange, disabled = false }: Props) {
  const { t, i18n } = useTranslation("settings");
  const { permissions } = useSession();
  const mine = (role: Role) => role.permissions.every((each) => each === "own.requests" || permissions.includes(each));
  return (
    <fieldset className={css.plain}>
      <legend className={css.legend}>{t("people.roles")}</legend>
      <div className={css.checks}>
        {roles.map((role) => (
          <Checkbox
            key={role.id}
            label={inLanguage(role.name, i18n.language)}
            checked={chosen.includes(role.key)}
            disabled={disabled || !mine(role)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...chosen, role.key] : chosen.filter((key) => key !== role.key))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}

import { IconEye, IconLock } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Permission } from "../../shared/identity/permissions.ts";
import { Empty } from "../ui/empty.tsx";
import css from "./settings.module.css";

/** Why the page is closed to the reader, and what would open it. */
export function Closed({ permission }: { permission: Permission }) {
  const { t } = useTranslation("settings");
  return (
    <Empty icon={<IconLock size={28} stroke={1.5} />} title={t("closed.title")}>
      <p>{t("closed.body", { permission: t(`permission.${permission.replaceAll(".", "-")}`) })}</p>
    </Empty>
  );
}

/** He may look, not change. */
export function LookOnly({ permission }: { permission: Permission }) {
  const { t } = useTranslation("settings");
  return (
    <p className={css.notice}>
      <IconEye size={16} stroke={1.6} aria-hidden="true" />
      {t("closed.lookOnly", { permission: t(`permission.${permission.replaceAll(".", "-")}`) })}
    </p>
  );
}

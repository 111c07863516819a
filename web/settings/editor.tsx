import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Refused } from "./problem.tsx";
import css from "./settings.module.css";

interface Props {
  title: string;
  onClose(): void;
  onSave(): void;
  saving: boolean;
  error: unknown;
  /** Fields that show their own problem. */
  at?: readonly string[];
  /** Takes the thing away; `asks`: another dialog comes first. */
  onRemove?: (() => void) | undefined;
  asks?: boolean;
  size?: string;
  children: ReactNode;
}

/** One thing in a dialog: its fields, Save, and Remove apart from it. */
export function Editor({
  title,
  onClose,
  onSave,
  saving,
  error,
  at,
  onRemove,
  asks = true,
  size = "md",
  children,
}: Props) {
  const { t } = useTranslation("settings");
  return (
    <Modal opened onClose={onClose} title={title} size={size} closeButtonProps={{ "aria-label": t("desk:close") }}>
      <form
        className={css.wide}
        onSubmit={(event) => {
          event.preventDefault();
          onSave();
        }}
      >
        {children}
        <Refused error={error} {...(at && { at })} />
        <div className={css.buttons}>
          <Button type="submit" variant="filled" loading={saving}>
            {t("save")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
          {onRemove && (
            <Button className={css.push} c="var(--red)" variant="subtle" onClick={onRemove}>
              {t(asks ? "remove.begin" : "remove.do")}
            </Button>
          )}
        </div>
      </form>
    </Modal>
  );
}

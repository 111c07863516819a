import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../ui/icon-button.tsx";
import css from "./settings.module.css";

/** Shown once: a token, a link. */
export function Secret({ hint, secret }: { hint: string; secret: string }) {
  const { t } = useTranslation("settings");
  const clipboard = useClipboard();
  return (
    <div role="status">
      <p className={css.hint} style={{ marginBottom: 4 }}>
        {hint}
      </p>
      <p className={css.secret}>
        <code>{secret}</code>
        <IconButton label={t("copy")} onClick={() => clipboard.copy(secret)}>
          {clipboard.copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
        </IconButton>
      </p>
    </div>
  );
}

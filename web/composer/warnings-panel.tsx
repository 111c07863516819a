import { Button } from "@mantine/core";
import { IconAlertTriangle, IconMessage2Bolt } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Message } from "../../shared/conversations/schema.ts";
import type { Draft } from "./draft.ts";
import { newsSince, type Warning } from "./warnings.ts";
import css from "./warnings-panel.module.css";

interface NewProps {
  messages: readonly Message[];
  draft: Draft;
  me: string;
  onSeen(): void;
}

/** Somebody else wrote after the draft was begun: read before sending. */
export function NewWhileWriting({ messages, draft, me, onSeen }: NewProps) {
  const { t } = useTranslation();
  const news = draft.body ? newsSince(draft.since, messages, me) : [];
  const last = news.at(-1);
  if (!last) return null;
  return (
    <div className={css.warning} role="status">
      <IconMessage2Bolt size={16} aria-hidden="true" />
      <span>
        {t("composer.newMessages", { count: news.length, name: last.author?.name || last.from || t("message.system") })}
      </span>
      <Button size="compact-xs" onClick={onSeen}>
        {t("composer.seen")}
      </Button>
    </div>
  );
}

interface Props {
  warnings: readonly Warning[];
  onSend(): void;
  onBack(): void;
}

/** What is worth a second look before it leaves. */
export function Warnings({ warnings, onSend, onBack }: Props) {
  const { t } = useTranslation();
  return (
    <div
      className={css.panel}
      role="alert"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onBack();
      }}
    >
      <ul>
        {warnings.map(({ kind, ...words }) => (
          <li key={kind}>
            <IconAlertTriangle size={15} aria-hidden="true" />
            {t(`composer.warn.${kind}`, words)}
          </li>
        ))}
      </ul>
      <div className={css.buttons}>
        <Button size="compact-sm" variant="filled" data-autofocus autoFocus onClick={onBack}>
          {t("composer.warn.back")}
        </Button>
        <Button size="compact-sm" onClick={onSend}>
          {t("composer.warn.send")}
        </Button>
      </div>
    </div>
  );
}

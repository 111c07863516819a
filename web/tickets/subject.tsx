import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Ticket } from "../../shared/tickets/schema.ts";
import { useChangeTicket } from "./change.ts";
import css from "./subject.module.css";

/** The subject; a click makes it a field, Enter keeps, Esc leaves. */
export function Subject({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string | null>(null);
  const { mutate } = useChangeTicket();
  const keep = () => {
    const subject = draft?.trim();
    setDraft(null);
    if (subject && subject !== ticket.subject) mutate({ number: ticket.number, changes: { subject } });
  };
  if (draft === null)
    return (
      <h1 className={css.subject}>
        {ticket.can.update ? (
          <button type="button" title={t("ticket.editSubject")} onClick={() => setDraft(ticket.subject)}>
            {ticket.subject}
          </button>
        ) : (
          ticket.subject
        )}
      </h1>
    );
  return (
    <input
      className={css.field}
      aria-label={t("ticket.subject")}
      value={draft}
      maxLength={500}
      // biome-ignore lint/a11y/noAutofocus: the field replaces the button that was just pressed
      autoFocus
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === "Enter") keep();
        if (event.key === "Escape") setDraft(null);
      }}
    />
  );
}

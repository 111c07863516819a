import { Button, Modal, NativeSelect, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "../../shared/conversations/schema.ts";
import type { TicketOfMessages } from "../../shared/tickets/structure.ts";
import css from "./ticket-split-dialog.module.css";

interface Props {
  messages: readonly Message[];
  /** Of where they come from. */
  subject: string;
  /** The ticket they come from; null: a talk, where they stay anyway. */
  from: { number: string; messages: number } | null;
  busy: boolean;
  onSplit(tickets: TicketOfMessages[], keep: boolean): void;
  onClose(): void;
}

const stays: number = -1;

/** One new ticket of the chosen messages, or several: each message goes into one of them. */
export function SplitDialog({ messages, subject, from, busy, onSplit, onClose }: Props) {
  const { t } = useTranslation();
  const [subjects, setSubjects] = useState([
    subjectOf(messages[from && messages.length >= from.messages ? 1 : 0], subject),
  ]);
  // A ticket cannot go on without any message: of all of them the first one stays.
  const all = from !== null && messages.filter(({ number }) => number !== null).length >= from.messages;
  /** By message: which of the tickets, or none. */
  const [into, setInto] = useState(() => messages.map((_message, at) => (all && at === 0 ? stays : 0)));
  const [keep, setKeep] = useState(false);
  const tickets = subjects.map((text, index) => ({
    subject: text.trim(),
    messages: messages.filter((_message, at) => into[at] === index).map(({ id }) => id),
  }));
  const left = !all || keep || into.includes(stays);
  const ready = left && tickets.every((ticket) => ticket.subject !== "" && ticket.messages.length > 0);
  const put = (message: number, ticket: number) => {
    setInto(into.map((now, at) => (at === message ? ticket : now)));
    if (ticket === subjects.length) setSubjects([...subjects, subjectOf(messages[message], subject)]);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size={680}
      title={t("structure.splitTitle")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) onSplit(tickets, keep);
        }}
      >
        <ol className={css.subjects}>
          {subjects.map((text, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: tickets are only added at the end
            <li key={index}>
              <TextInput
                data-autofocus={index === 0 || undefined}
                label={t("structure.ticketSubject", { number: index + 1 })}
                maxLength={500}
                required
                withAsterisk={false}
                value={text}
                onChange={(event) => setSubjects(subjects.with(index, event.currentTarget.value))}
              />
            </li>
          ))}
        </ol>
        <ul className={css.messages} aria-label={t("ticket.messages")}>
          {messages.map((message, at) => (
            <li key={message.id}>
              <span className={css.text}>
                <b>{message.author?.name || message.from}</b> {firstLine(message.text)}
              </span>
              <NativeSelect
                size="xs"
                aria-label={t("structure.goesInto", { message: firstLine(message.text) })}
                value={String(into[at])}
                data={[
                  ...(from ? [{ value: String(stays), label: t("structure.stays", { number: from.number }) }] : []),
                  ...subjects.map((_text, index) => ({
                    value: String(index),
                    label: t("structure.ticketNumber", { number: index + 1 }),
                  })),
                  ...(subjects.length < messages.length - (all ? 1 : 0)
                    ? [{ value: String(subjects.length), label: t("structure.oneMore") }]
                    : []),
                ]}
                onChange={(event) => put(at, Number(event.currentTarget.value))}
              />
            </li>
          ))}
        </ul>
        {messages.length > 1 && (
          <Button
            className={css.each}
            variant="subtle"
            leftSection={<IconPlus size={14} />}
            onClick={() => {
              const gone = all ? messages.slice(1) : messages;
              setSubjects(gone.map((message) => subjectOf(message, subject)));
              setInto(messages.map((message) => gone.indexOf(message)));
            }}
          >
            {t("structure.oneEach")}
          </Button>
        )}
        {from && (
          <label className={css.keep}>
            <input type="checkbox" checked={keep} onChange={(event) => setKeep(event.currentTarget.checked)} />
            {t("structure.keep")}
          </label>
        )}
        <div className={css.buttons}>
          <Button size="sm" onClick={onClose}>
            {t("structure.cancel")}
          </Button>
          <Button size="sm" type="submit" variant="filled" disabled={!ready} loading={busy}>
            {t("structure.create", { count: subjects.length })}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

const greeting =
  /^(?:hello|hi|dear|good (?:day|morning|afternoon)|dobrý den|ahoj|здравствуйте|добрый день|привет|สวัสดี)/iu;

/** How the message begins, without its greeting; else the old subject. */
function subjectOf(message: Message | undefined, fallback: string): string {
  const lines = (message?.text ?? "").split("\n").map((line) => line.trim());
  const first = lines.find((line) => line !== "" && !(greeting.test(line) && line.length < 40));
  return (first ?? fallback).slice(0, 120);
}

const firstLine = (text: string) => text.trim().split("\n")[0]?.slice(0, 120) ?? "";

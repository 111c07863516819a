import { type ReactNode, startTransition, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "../../shared/conversations/schema.ts";
import { Bones } from "../ui/bones.tsx";
import { MessageItem } from "./message.tsx";
import { QuoteSelection } from "./quote-selection.tsx";
import { startSelection } from "./selection.ts";
import css from "./timeline.module.css";
import { useMessageKeys } from "./use-message-keys.ts";
import { useStayAtEnd } from "./use-stay-at-end.ts";

interface Between {
  key: string;
  at: string;
  node: ReactNode;
}
interface Props {
  /** The ticket's number; null: a talk. */
  ticket: string | null;
  /** Which thread this is: what was chosen in another is forgotten. */
  place: string;
  messages: readonly Message[] | undefined;
  /** Lines that stand among the messages by time. */
  between: readonly Between[];
  chips?: (message: Message) => ReactNode;
}

export function Timeline({ messages, ...props }: Props) {
  if (!messages)
    return (
      <div className={css.scroller}>
        <Bones rows={4} height={96} />
      </div>
    );
  return <Entries messages={messages} {...props} />;
}

/** As many as fill a screen twice; the rest is drawn when these are seen. */
const firstShown = 30;

function Entries({ ticket, place, messages, between, chips }: Props & { messages: readonly Message[] }) {
  const { t } = useTranslation();
  const { scroller, content } = useStayAtEnd();
  const [all, setAll] = useState(messages.length <= firstShown);
  useEffect(() => startSelection(place), [place]);
  useEffect(() => {
    if (all) return;
    const timer = setTimeout(() => startTransition(() => setAll(true)), 50);
    return () => clearTimeout(timer);
  }, [all]);
  useMessageKeys(content);
  const entries = useMemo(
    () =>
      [
        ...messages.map((message) => ({
          key: message.id,
          at: message.at,
          node: <MessageItem message={message} ticket={ticket} chips={chips?.(message)} />,
        })),
        ...between,
      ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
    [messages, between, ticket, chips],
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={css.scroller} ref={scroller} tabIndex={0} aria-label={t("ticket.messages")} aria-busy={!all}>
      <ol className={css.list} ref={content}>
        {(all ? entries : entries.slice(-firstShown)).map((entry) => (
          <li key={entry.key}>{entry.node}</li>
        ))}
      </ol>
      <QuoteSelection within={scroller} />
    </section>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useLocation, useParams } from "@tanstack/react-router";
import { lazy, memo, Suspense, useDeferredValue, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "../../shared/conversations/schema.ts";
import type { Ticket } from "../../shared/tickets/schema.ts";
import { Composer } from "../composer/composer.tsx";
import { moveDraft } from "../composer/use-draft.ts";
import { citesOf } from "../conversations/cites.ts";
import { Files } from "../conversations/files.tsx";
import { clearSelection, useSelection } from "../conversations/selection.ts";
import { type Thread, ThreadProvider } from "../conversations/thread.ts";
import { Timeline } from "../conversations/timeline.tsx";
import { ApiError } from "../lib/api.ts";
import { type Cites, jumpTo, noCites } from "../lib/cites.ts";
import { messagesOf } from "../lib/messages.ts";
import { useSession } from "../lib/session.ts";
import { useTitle } from "../lib/use-title.ts";
import { Earlier } from "../people/earlier.tsx";
import { PersonCard } from "../people/person-card.tsx";
import { usePresence } from "../presence/use-presence.ts";
import { Bones } from "../ui/bones.tsx";
import { Empty } from "../ui/empty.tsx";
import { Problem } from "../ui/problem.tsx";
import { ContextColumn, type ContextState, useContextColumn } from "./context-column.tsx";
import { describeEvent } from "./describe-event.ts";
import { EventLine } from "./event-line.tsx";
import { eventsOf, ticketOf, useWords } from "./load.ts";
import { rememberTicket } from "./recent-tickets.ts";
import { TicketChecklist, useChecklist } from "./ticket-checklist.tsx";
import { Duplicates } from "./ticket-duplicates.tsx";
import { TicketFacts } from "./ticket-facts.tsx";
import { TicketFollowers } from "./ticket-followers.tsx";
import { TicketHeader } from "./ticket-header.tsx";
import { TicketLinks } from "./ticket-links.tsx";
import { TicketMerged } from "./ticket-merged.tsx";
import { TicketMonitoring } from "./ticket-monitoring.tsx";
import css from "./ticket-page.module.css";
import { useTicketPlace } from "./ticket-place.ts";
import { TicketSelectionBar } from "./ticket-selection-bar.tsx";
import { Snoozed } from "./ticket-snooze.tsx";
import { TrustNeeded } from "./trust-needed.tsx";

const ForwardDialog = lazy(() => import("./forward-dialog.tsx").then((m) => ({ default: m.ForwardDialog })));

export function TicketPage() {
  const { t } = useTranslation();
  const { number } = useParams({ from: "/desk/tickets/$number" });
  const { data: ticket, error, refetch } = useQuery(ticketOf(number));
  const context = useContextColumn();
  // What surrounds the ticket is drawn after it: first what is read first.
  const behind = useDeferredValue(ticket);
  useTitle(ticket && `#${number} ${ticket.subject}`);

  if (error instanceof ApiError && error.status === 404) return <Empty title={t("ticket.notFound", { number })} />;
  if (error && !ticket) return <Problem error={error} retry={() => void refetch()} />;
  if (!ticket) return <Bones rows={5} height={96} />;
  return (
    <div className={css.page}>
      <OpenTicket key={number} ticket={ticket} context={context} />
      <ContextColumn state={context}>{behind && <Surroundings key={behind.number} ticket={behind} />}</ContextColumn>
    </div>
  );
}

function OpenTicket({ ticket, context }: { ticket: Ticket; context: ContextState }) {
  const { number } = ticket;
  const messages = useQuery(messagesOf(number)).data;
  const between = useEventLines(number);
  const [forwarded, setForwarded] = useState<Message | null>(null);
  const thread = useThreadOf(number, messages, ticket.can.update, setForwarded);
  useJump(messages);
  useEffect(() => rememberTicket(number), [number]);
  return (
    <article className={css.ticket} aria-label={`#${number} ${ticket.subject}`}>
      <TicketHeader ticket={ticket} context={context.shown} onContext={context.toggle} />
      {ticket.mergedInto && <Merged number={number} into={ticket.mergedInto} />}
      <Snoozed ticket={ticket} />
      {ticket.can.update && ticket.mergedInto === null && <Duplicates ticket={ticket} />}
      <ThreadProvider value={thread}>
        <Timeline ticket={number} place={number} messages={messages} between={between} />
      </ThreadProvider>
      <Chosen ticket={ticket} messages={messages ?? []} />
      {ticket.can.update && ticket.mergedInto === null && <TrustNeeded ticket={ticket} messages={messages ?? []} />}
      {forwarded && (
        <Suspense>
          <ForwardDialog number={number} message={forwarded} onClose={() => setForwarded(null)} />
        </Suspense>
      )}
      {(ticket.can.reply || ticket.can.note) && ticket.mergedInto === null && (
        <Write ticket={ticket} messages={messages ?? []} cites={thread.cites} />
      )}
    </article>
  );
}

const Surroundings = memo(function Surroundings({ ticket }: { ticket: Ticket }) {
  const { number, requester, organization } = ticket;
  const messages = useQuery(messagesOf(number)).data ?? [];
  return (
    <>
      <PersonCard id={requester.id} name={requester.name} />
      <TicketChecklist number={number} mayChange={ticket.can.update && ticket.mergedInto === null} />
      <TicketLinks ticket={ticket} mayChange={ticket.can.update && ticket.mergedInto === null} />
      {ticket.monitoring && <TicketMonitoring problem={ticket.monitoring} />}
      <TicketFacts ticket={ticket} />
      <TicketFollowers number={number} />
      <Files messages={messages} />
      <Earlier person={requester.id} organization={organization} except={number} />
    </>
  );
});

/** What the messages share: how many points there are to cite, and where one goes to be ticked off. */
function useThreadOf(
  number: string,
  messages: readonly Message[] | undefined,
  mayChange: boolean,
  forward: (message: Message) => void,
): Thread {
  const { add } = useChecklist(number);
  return useMemo(
    () => ({
      ticket: number,
      cites: messages ? citesOf(messages) : noCites,
      ...(mayChange ? { addPoint: (message: string, point: number) => add({ message, point }), forward } : {}),
    }),
    [number, messages, mayChange, add, forward],
  );
}

/** An address that ends with #4 or #4.2 opens there. */
function useJump(messages: readonly Message[] | undefined): void {
  const { hash } = useLocation();
  const drawn = messages !== undefined;
  useEffect(() => {
    const [, message, point] = /^(\d+)(?:\.(\d+))?$/.exec(hash) ?? [];
    if (!drawn || !message) return;
    const timer = setTimeout(() => jumpTo(Number(message), point ? Number(point) : undefined), 250);
    return () => clearTimeout(timer);
  }, [hash, drawn]);
}

function Merged({ number, into }: { number: string; into: string }) {
  const me = useSession().person.id;
  useEffect(() => moveDraft(me, number, into), [me, number, into]);
  return <TicketMerged number={number} into={into} />;
}

/** The bar of the chosen messages; a choice draws nothing else anew. */
function Chosen({ ticket, messages }: { ticket: Ticket; messages: readonly Message[] }) {
  const ids = useSelection();
  const chosen = messages.filter(({ id }) => ids.has(id));
  if (chosen.length === 0 || !ticket.can.update || ticket.mergedInto !== null) return null;
  return <TicketSelectionBar ticket={ticket} chosen={chosen} onClear={clearSelection} />;
}

/** The composer by itself: who comes and goes draws nothing else anew. */
function Write({ ticket, messages, cites }: { ticket: Ticket; messages: readonly Message[]; cites: Cites }) {
  const { answering, say } = usePresence(ticket.number);
  const place = useTicketPlace(ticket);
  return <Composer place={place} messages={messages} cites={cites} answering={answering} onDoing={say} />;
}

/** What happened between the messages, ready to be put among them by time. */
function useEventLines(number: string) {
  const { t, i18n } = useTranslation();
  const words = useWords();
  const { data: events } = useQuery(eventsOf(number));
  return useMemo(
    () =>
      (events ?? [])
        .filter((event) => describeEvent(t, i18n.language, event, words) !== null)
        .map((event) => ({ key: event.id, at: event.at, node: <EventLine event={event} words={words} /> })),
    [events, words, t, i18n.language],
  );
}

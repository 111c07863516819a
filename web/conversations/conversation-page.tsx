import { Button } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowLeft,
  IconCheck,
  IconLayoutSidebarRight,
  IconPlus,
  IconX,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation, Message } from "../../shared/conversations/schema.ts";
import { Composer } from "../composer/composer.tsx";
import type { Place } from "../composer/place.ts";
import { ApiError } from "../lib/api.ts";
import { noCites } from "../lib/cites.ts";
import { useHotkeys } from "../lib/hotkeys.ts";
import { keys } from "../lib/queries.ts";
import { useMay } from "../lib/session.ts";
import { useTitle } from "../lib/use-title.ts";
import { Earlier } from "../people/earlier.tsx";
import { PersonCard } from "../people/person-card.tsx";
import { ContextColumn, useContextColumn } from "../tickets/context-column.tsx";
import { TicketFinder } from "../tickets/ticket-finder.tsx";
import { useOperation } from "../tickets/ticket-operations.ts";
import { SplitDialog } from "../tickets/ticket-split-dialog.tsx";
import { Bones } from "../ui/bones.tsx";
import { Empty } from "../ui/empty.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { Problem } from "../ui/problem.tsx";
import css from "./conversation-page.module.css";
import { clearSelection, toggleSelected, useSelection } from "./selection.ts";
import { talkMessagesOf, talkOf, useFinish } from "./talks.ts";
import { type Chip, TicketChips } from "./ticket-chips.tsx";
import { Timeline } from "./timeline.tsx";

export function ConversationPage() {
  const { id } = useParams({ from: "/desk/conversations/$id" });
  return <OpenTalk key={id} id={id} />;
}

const nothingBetween: [] = [];

/** A whole talk, with the tickets that its messages belong to. */
function OpenTalk({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: talk, error, refetch } = useQuery(talkOf(id));
  const messages = useQuery(talkMessagesOf(id)).data;
  const context = useContextColumn();
  const [moving, setMoving] = useState<Chip | null>(null);
  const chips = useCallback((message: Message) => <TicketChips message={message} onMove={setMoving} />, []);
  useTitle(talk?.subject);
  if (error instanceof ApiError && error.status === 404) return <Empty title={t("talks.notFound")} />;
  if (error && !talk) return <Problem error={error} retry={() => void refetch()} />;
  if (!talk) return <Bones rows={5} height={96} />;
  const person = talk.participants[0];
  return (
    <div className={css.page}>
      <article className={css.talk} aria-label={talk.subject}>
        <Header talk={talk} context={context.shown} onContext={context.toggle} />
        <Timeline ticket={null} place={`talk ${id}`} messages={messages} between={nothingBetween} chips={chips} />
        <Chosen talk={talk} messages={messages ?? []} />
        <Write talk={talk} messages={messages ?? []} />
      </article>
      <ContextColumn state={context}>
        {person && <PersonCard id={person.id} name={person.name} />}
        {person && <Earlier person={person.id} organization={null} except={null} />}
      </ContextColumn>
      {moving && <MoveDialog chip={moving} person={person?.id ?? null} onClose={() => setMoving(null)} />}
    </div>
  );
}

function Header({ talk, context, onContext }: { talk: Conversation; context: boolean; onContext(): void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const finish = useFinish(talk.id);
  const mayWork = useMay("tickets.work");
  const what = talk.finishedAt === null ? "finish" : "reopen";
  const act = () => finish.mutate(what);
  useHotkeys({ e: mayWork ? act : undefined });
  return (
    <header className={css.header}>
      <IconButton
        label={t("ticket.back")}
        hotkey="Esc"
        className={css.back}
        onClick={() => void navigate({ to: "/conversations", search: true })}
      >
        <IconArrowLeft size={18} />
      </IconButton>
      <h1 className={css.subject}>{talk.subject || t("talks.noSubject")}</h1>
      {talk.queue && <span className={css.queue}>{talk.queue.name}</span>}
      {mayWork && (
        <Button
          leftSection={what === "finish" ? <IconCheck size={15} /> : <IconArrowBackUp size={15} />}
          title="e"
          loading={finish.isPending}
          onClick={act}
        >
          {t(`talks.${what}`)}
        </Button>
      )}
      <IconButton label={t("ticket.context")} aria-expanded={context} onClick={onContext}>
        <IconLayoutSidebarRight size={17} />
      </IconButton>
    </header>
  );
}

/** Tickets of the chosen messages; without a choice, of all that are in none. */
function Chosen({ talk, messages }: { talk: Conversation; messages: readonly Message[] }) {
  const { t } = useTranslation();
  const ids = useSelection();
  const mayWork = useMay("tickets.work");
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    clearSelection();
  };
  const operation = useOperation(close);
  const chosen = messages.filter(({ id }) => ids.has(id));
  const free = messages.filter(({ tickets, automatic }) => tickets.length === 0 && !automatic);
  useHotkeys({ Escape: chosen.length > 0 ? clearSelection : undefined }, 2);
  if (!mayWork || (chosen.length === 0 && free.length === 0)) return null;
  const begin = () => {
    if (chosen.length === 0) for (const { id } of free) toggleSelected(id);
    setOpen(true);
  };
  return (
    <div className={css.bar} role="toolbar" aria-label={t("structure.bar")}>
      <span role="status">{chosen.length > 0 && t("structure.selected", { count: chosen.length })}</span>
      <Button leftSection={<IconPlus size={15} />} onClick={begin}>
        {t("talks.makeTicket")}
      </Button>
      {chosen.length > 0 && (
        <IconButton label={t("structure.clear")} hotkey="Esc" onClick={clearSelection}>
          <IconX size={16} />
        </IconButton>
      )}
      {open && chosen.length > 0 && (
        <SplitDialog
          messages={chosen}
          subject={talk.subject}
          from={null}
          busy={operation.isPending}
          onSplit={(tickets) => operation.mutate({ path: `/conversations/${talk.id}/tickets`, body: { tickets } })}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}

function MoveDialog({ chip, person, onClose }: { chip: Chip; person: string | null; onClose(): void }) {
  const { t } = useTranslation();
  const operation = useOperation(onClose);
  return (
    <TicketFinder
      title={t("structure.moveTitle", { count: 1 })}
      confirm={t("structure.move")}
      except={chip.number}
      requester={person}
      busy={operation.isPending}
      result={(target) => t("structure.moveResult", { count: 1, number: target.number, at: target.messages + 1 })}
      onPick={(to) =>
        operation.mutate({ path: `/tickets/${chip.number}/move`, body: { messages: [chip.message], to } })
      }
      onClose={onClose}
    />
  );
}

/** An answer or a note that belongs to no ticket. */
function Write({ talk, messages }: { talk: Conversation; messages: readonly Message[] }) {
  const mayWork = useMay("tickets.work");
  const place = useMemo((): Place => {
    const last = messages.findLast(({ kind, automatic }) => kind === "inbound" && !automatic);
    const to = last?.from ?? talk.participants.find(({ email }) => email)?.email;
    return {
      path: `/conversations/${talk.id}`,
      ticket: null,
      storage: `conversation.${talk.id}`,
      can: { reply: true, note: true, states: [] },
      state: null,
      replyTo: to ? [to] : [],
      cc: [],
      takesNoMail: [],
      language: last?.language ?? null,
      messages: keys.talk(talk.id),
      stale: [keys.conversation(talk.id), keys.conversations],
    };
  }, [talk, messages]);
  if (!mayWork) return null;
  return <Composer place={place} messages={messages} cites={noCites} answering={[]} />;
}

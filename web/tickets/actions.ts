import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { TicketSummary, UpdateTicket } from "../../shared/tickets/schema.ts";
import type { BulkChange } from "../../shared/tickets/structure.ts";
import { del, post } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import { useSession } from "../lib/session.ts";
import { useTimes } from "../lib/use-time.ts";
import { offerUndo, tellProblem } from "../ui/notify.tsx";
import { askBulk } from "./bulk/asked.ts";
import { ticketsChanged } from "./change.ts";
import { useChangeWithUndo } from "./change-with-undo.ts";
import { useWords } from "./load.ts";
import { neighbour, shown } from "./shown.ts";

const undoable = 10_000;

/** What can be done to tickets from anywhere: one changes at once and can be taken back, of several is shown first what would happen. */
export function useTicketActions() {
  const changeWithUndo = useChangeWithUndo();
  const { states } = useWords();
  const leave = useAfterAction();
  const snooze = useSnooze();

  const changeOne = (ticket: TicketSummary, changes: UpdateTicket) => {
    const category = states.find(({ key }) => key === changes.state)?.category;
    if (category === "solved" || category === "closed") leave(ticket.number);
    changeWithUndo(ticket, changes);
  };
  const change = (tickets: readonly TicketSummary[], changes: BulkChange["changes"]) => {
    const [first, ...others] = tickets;
    if (!first) return;
    if (others.length > 0) return askBulk({ numbers: tickets.map(({ number }) => number), changes });
    const { addTags, removeTags, ...plain } = changes;
    const tags = [...new Set([...first.tags, ...(addTags ?? [])])].filter((tag) => !removeTags?.includes(tag));
    changeOne(first, addTags || removeTags ? { ...plain, tags } : plain);
  };
  return {
    change,
    snooze,
    take: (tickets: readonly TicketSummary[]) => change(tickets, { assignee: "me" }),
    solve: (tickets: readonly TicketSummary[]) => {
      const solved = states.find(({ category }) => category === "solved");
      const open = tickets.filter(({ category }) => category !== "solved" && category !== "closed");
      if (solved) change(open, { state: solved.key });
    },
  };
}
export type TicketActions = ReturnType<typeof useTicketActions>;

/** When the open ticket is dealt with, one stays, goes back to the list or on to the next, as one prefers. */
export function useAfterAction(): (number: string) => void {
  const navigate = useNavigate();
  const { preferences } = useSession();
  return (number) => {
    if (shown.get().open !== number || preferences.afterAction === "stay") return;
    const next = preferences.afterAction === "next" && (neighbour(number, 1) ?? neighbour(number, -1));
    if (next && next.number !== number)
      void navigate({ to: "/tickets/$number", params: { number: next.number }, search: true });
    else void navigate({ to: "/tickets", search: true });
  };
}

/** Out of sight until then; null: until the customer writes. */
function useSnooze() {
  const { t } = useTranslation();
  const { moment } = useTimes();
  const leave = useAfterAction();
  const each = async (numbers: readonly string[], work: (number: string) => Promise<unknown>) => {
    const outcomes = await Promise.allSettled(numbers.map(work));
    const failed = outcomes.find((outcome) => outcome.status === "rejected");
    if (failed) tellProblem(problemText(t, failed.reason));
    ticketsChanged(numbers);
    return numbers.filter((_, at) => outcomes[at]?.status === "fulfilled");
  };
  return async (tickets: readonly TicketSummary[], until: string | null) => {
    const numbers = tickets.map(({ number }) => number);
    for (const number of numbers) leave(number);
    const done = await each(numbers, (number) => post(`/tickets/${number}/snooze`, { until }));
    if (done.length === 0) return;
    const what = until === null ? t("lists:snooze.doneUntilReply", { count: done.length }) : null;
    offerUndo({
      id: "snooze",
      text: what ?? t("lists:snooze.done", { count: done.length, until: moment(until ?? "") }),
      until: Date.now() + undoable,
      undo: () => void each(done, (number) => del(`/tickets/${number}/snooze`)),
    });
  };
}

import { useTranslation } from "react-i18next";
import type { TicketSummary, UpdateTicket } from "../../../shared/tickets/schema.ts";
import type { Board } from "../../../shared/tickets/views.ts";
import { keys, queryClient } from "../../lib/queries.ts";
import { tell } from "../../ui/notify.tsx";
import { useTicketActions } from "../actions.ts";
import { nobody } from "../choices.tsx";
import { useWords } from "../load.ts";

export type MoveCard = (ticket: TicketSummary, to: string) => boolean;

/** Gives a ticket the state or the assignee of a column. A step that the workflow does not have is not even tried. */
export function useMoveCard(board: Board | undefined): MoveCard {
  const { t } = useTranslation("lists");
  const { change } = useTicketActions();
  const { states } = useWords();
  return (ticket, to) => {
    if (!board || columnOf(board, ticket.number) === to) return false;
    const next = states.find(({ key }) => key === ticket.state)?.next;
    if (board.by === "state" && next && !next.includes(to)) {
      tell(t("desk:problem.code.transition_not_allowed"));
      return false;
    }
    const changes: UpdateTicket = board.by === "state" ? { state: to } : { assignee: to === nobody ? null : to };
    change([ticket], changes);
    queryClient.setQueriesData<Board>(
      { queryKey: keys.boards },
      (shown) => shown && withMoved(shown, board.by, ticket, to),
    );
    return true;
  };
}

export const columnOf = (board: Board, number: string): string | undefined =>
  board.columns.find(({ items }) => items.some((item) => item.number === number))?.key;

/** The card at the head of its new column, before the server has answered. */
export function withMoved(board: Board, by: Board["by"], ticket: TicketSummary, to: string): Board {
  if (board.by !== by) return board;
  const columns = board.columns.map((column) => {
    const items = column.items.filter(({ number }) => number !== ticket.number);
    const left = items.length < column.items.length;
    if (column.key === to) return { ...column, count: column.count + (left ? 0 : 1), items: [ticket, ...items] };
    return left ? { ...column, count: column.count - 1, items } : column;
  });
  return { ...board, columns };
}

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Board } from "../../../shared/tickets/views.ts";
import { get } from "../../lib/api.ts";
import { keys } from "../../lib/queries.ts";
import { Bones } from "../../ui/bones.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useStableWords, useView } from "../load.ts";
import { type ListSearch, shownAs, ticketQuery } from "../search.ts";
import { showRows } from "../shown.ts";
import { BoardColumn } from "./board-column.tsx";
import css from "./ticket-board.module.css";
import { type Columns, useBoardKeys } from "./use-board-keys.ts";
import { useMoveCard } from "./use-move-card.ts";

/** States that the filter leaves out are narrow columns at the end, where cards can be put. */
function useAllColumns(board: Board | undefined): Columns {
  const { states } = useStableWords();
  return useMemo(() => {
    const columns = board?.columns ?? [];
    if (board?.by !== "state") return columns;
    const others = states.filter(({ key }) => !columns.some((column) => column.key === key));
    return [
      ...columns,
      ...others.map(({ key }) => ({ key, assignee: null, count: 0, more: false, items: [], next: null })),
    ];
  }, [board, states]);
}

/** Cards in columns by state or by assignee; a card carried to another column changes. */
export function TicketBoard({ search }: { search: ListSearch }) {
  const { t } = useTranslation("lists");
  const { view, known } = useView(search);
  const { board: by } = shownAs(search, view);
  const filter = { by, ...ticketQuery(search, view) };
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery({
    queryKey: keys.board(filter),
    queryFn: ({ signal }) => get<Board>("/tickets/board", filter, signal),
    enabled: known,
    placeholderData: keepPreviousData,
  });
  const columns = useAllColumns(data);
  const move = useMoveCard(data);
  const place = useRef<HTMLDivElement>(null);
  useBoardKeys(place, columns, move);
  useEffect(() => {
    if (data) showRows(data.columns.flatMap(({ items }) => items));
  }, [data]);

  if (error && !data) return <Problem error={error} retry={() => void refetch()} />;
  if (isPending) return <Bones rows={10} />;
  return (
    <>
      <p id="board-keys" className={css.keys}>
        {t("board.keys")}
      </p>
      <div ref={place} className={css.board} data-old={isPlaceholderData || undefined}>
        {columns.map((column) => (
          <BoardColumn
            key={column.key}
            by={data.by}
            column={column}
            only={!data.columns.includes(column)}
            search={search}
            onMove={move}
          />
        ))}
      </div>
    </>
  );
}

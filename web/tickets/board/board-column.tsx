import { dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TicketSummary } from "../../../shared/tickets/schema.ts";
import type { Board } from "../../../shared/tickets/views.ts";
import { Face } from "../../ui/face.tsx";
import { StateMark } from "../../ui/marks.tsx";
import { useValueWord } from "../describe-change.ts";
import { useStableWords } from "../load.ts";
import type { ListSearch } from "../search.ts";
import { BoardCard } from "./board-card.tsx";
import css from "./ticket-board.module.css";
import type { MoveCard } from "./use-move-card.ts";

interface Props {
  by: Board["by"];
  column: Board["columns"][number];
  /** It is no part of the filter: cards can only be put there. */
  only: boolean;
  search: ListSearch;
  onMove: MoveCard;
}

export function BoardColumn({ by, column, only, search, onMove }: Props) {
  const { t, i18n } = useTranslation("lists");
  const word = useValueWord();
  const { states } = useStableWords();
  const [place, over] = useDropColumn(column.key, onMove);
  const name = by === "state" ? word("state", column.key) : (column.assignee?.name ?? t("desk:ticket.nobody"));
  const category = states.find(({ key }) => key === column.key)?.category;
  const count = new Intl.NumberFormat(i18n.language).format(column.count) + (column.more ? "+" : "");
  const rest = column.next !== null || column.count > column.items.length;
  return (
    <section
      ref={place}
      className={css.column}
      aria-label={only ? name : `${name}, ${count}`}
      data-over={over || undefined}
      data-only={only || undefined}
    >
      <h2 className={css.head}>
        {by === "state" && category && <StateMark category={category} />}
        {column.assignee && <Face name={column.assignee.name} size={18} />}
        <span className={css.name}>{name}</span>
        {!only && <span className={css.count}>{count}</span>}
      </h2>
      <ul className={css.cards}>
        {column.items.map((ticket) => (
          <li key={ticket.number}>
            <BoardCard ticket={ticket} by={by} />
          </li>
        ))}
        {rest && (
          <li>
            <Link to="/tickets" search={{ ...search, layout: "list", [by]: column.key }} className={css.rest}>
              {t("board.all")}
            </Link>
          </li>
        )}
      </ul>
    </section>
  );
}

function useDropColumn(key: string, onMove: MoveCard) {
  const place = useRef<HTMLElement>(null);
  const [over, setOver] = useState(false);
  const move = useRef(onMove);
  move.current = onMove;
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => source.data.ticket !== undefined,
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false);
        move.current(source.data.ticket as TicketSummary, key);
      },
    });
  }, [key]);
  return [place, over] as const;
}

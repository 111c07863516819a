import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TicketColumn, TicketSort } from "../../../shared/tickets/query.ts";
import { useView } from "../load.ts";
import { type ListSearch, shownAs } from "../search.ts";
import { columns, moved, nextSort } from "./columns.ts";
import { Edge } from "./edge.tsx";
import css from "./ticket-table.module.css";
import type { useColumns } from "./use-columns.ts";

interface Props {
  search: ListSearch;
  own: ReturnType<typeof useColumns>;
}

/** The heads: a click orders, dragging moves, the edge resizes. */
export function TableHeads({ search, own }: Props) {
  const headers = own.table.getHeaderGroups()[0]?.headers ?? [];
  return headers.map((header) => <Head key={header.id} name={header.id as TicketColumn} search={search} own={own} />);
}

interface HeadProps extends Props {
  name: TicketColumn;
}

function Head({ name, search, own }: HeadProps) {
  const { t } = useTranslation("lists");
  const navigate = useNavigate();
  const { view } = useView(search);
  const { sort } = shownAs(search, view);
  const [place, over] = useDragHead(name, (dragged) => own.choose(moved(own.wanted, dragged, name)));
  const direction = sort === name ? "ascending" : sort === `-${name}` ? "descending" : undefined;
  const label = t(`column.${name}`);
  const order = () =>
    void navigate({ to: ".", search: { ...search, sort: nextSort(name, sort) as TicketSort | undefined } });
  return (
    <th ref={place} scope="col" aria-sort={direction} className={css.head} data-over={over || undefined}>
      <div className={css.carried}>
        {columns[name].sorts ? (
          <button type="button" className={css.sort} onClick={order} title={label}>
            <span className={css.text}>{label}</span>
            {direction === "ascending" && <IconArrowUp size={13} aria-hidden="true" />}
            {direction === "descending" && <IconArrowDown size={13} aria-hidden="true" />}
          </button>
        ) : (
          <span className={css.sort} title={label}>
            <span className={css.text}>{label}</span>
          </span>
        )}
      </div>
      <Edge
        label={t("table.resize", { column: label })}
        width={own.widthOf(name)}
        onResize={(width) => own.resize(name, width)}
        onReset={() => own.resize(name, columns[name].size)}
      />
    </th>
  );
}

/** A head can be carried to another one's place. */
function useDragHead(name: TicketColumn, onDrop: (dragged: TicketColumn) => void) {
  const place = useRef<HTMLTableCellElement>(null);
  const [over, setOver] = useState(false);
  const drop = useRef(onDrop);
  drop.current = onDrop;
  useEffect(() => {
    const element = place.current;
    const carried = element?.firstElementChild;
    if (!element || !(carried instanceof HTMLElement)) return;
    return combine(
      // Not the whole head: its edge resizes.
      draggable({
        element: carried,
        getInitialData: () => ({ column: name }),
      }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => typeof source.data.column === "string",
        onDragEnter: ({ source }) => setOver(source.data.column !== name),
        onDragLeave: () => setOver(false),
        onDrop: ({ source }) => {
          setOver(false);
          drop.current(source.data.column as TicketColumn);
        },
      }),
    );
  }, [name]);
  return [place, over] as const;
}

import { useNavigate } from "@tanstack/react-router";
import {
  type ColumnSizingState,
  columnOrderingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useMemo, useState } from "react";
import type { TicketColumn } from "../../../shared/tickets/query.ts";
import { remember, remembered } from "../../lib/storage.ts";
import { useView } from "../load.ts";
import { defaultColumns, type ListSearch, shownAs } from "../search.ts";
import { columnNames, columns, largest, smallest } from "./columns.ts";

const features = tableFeatures({
  columnVisibilityFeature,
  columnOrderingFeature,
  columnSizingFeature,
});
const definitions = columnNames.map((id) => ({
  id,
  header: id,
  size: columns[id].size,
  minSize: smallest,
  maxSize: largest,
}));
/** Rows come from the list and are drawn by themselves: the table knows columns only. */
const noRows: never[] = [];
const stored = "table-widths";

/** Which columns, in which order (both in the address), and how wide (kept in this browser: it depends on the screen). */
export function useColumns(search: ListSearch) {
  const navigate = useNavigate();
  const { view } = useView(search);
  const { columns: wanted } = shownAs(search, view);
  const [sizes, setSizes] = useState<ColumnSizingState>(() => remembered(stored) ?? {});
  const columnOrder = useMemo(() => [...wanted], [wanted]);
  const columnVisibility = useMemo(
    () => Object.fromEntries(columnNames.map((name) => [name, wanted.includes(name)])),
    [wanted],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: noRows,
    state: { columnOrder, columnVisibility, columnSizing: sizes },
  });
  const choose = (next: readonly TicketColumn[]) => {
    const own = view && view.columns.length > 0 ? view.columns : defaultColumns;
    const asEver = next.join() === own.join();
    void navigate({ to: ".", search: { ...search, columns: asEver ? undefined : next.join() }, replace: true });
  };
  const widthOf = (name: TicketColumn) => sizes[name] ?? columns[name].size;
  const resize = (name: TicketColumn, width: number) => {
    const next = { ...sizes, [name]: Math.min(Math.max(Math.round(width), smallest), largest) };
    remember(stored, next);
    setSizes(next);
  };
  return { table, wanted, choose, widthOf, resize };
}

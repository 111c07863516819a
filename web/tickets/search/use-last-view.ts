import { useRef } from "react";
import type { ListSearch } from "../search.ts";

/** The view from which one went to search everywhere; back there when nothing is searched for any more. */
export function useLastView(search: ListSearch): string {
  const view = useRef(search.view ?? "inbox");
  if (search.view) view.current = search.view;
  return view.current;
}

// The list's address. It says all that is seen: the view, what narrows it, layout, order and columns.
import type { BoardKind, FilterKey, TicketColumn, TicketFilter, TicketSort } from "../../shared/tickets/query.ts";
import type { View, viewLayouts } from "../../shared/tickets/views.ts";
import type { ListFilter } from "../lib/lists.ts";

export type Layout = (typeof viewLayouts)[number];

/** Names of the parameters, in the order in which they are shown; the schema knows them too, but weighs much. */
const everyFilter: Record<FilterKey, true> = {
  state: true,
  notState: true,
  assignee: true,
  notAssignee: true,
  queue: true,
  notQueue: true,
  priority: true,
  notPriority: true,
  type: true,
  notType: true,
  tag: true,
  notTag: true,
  organization: true,
  notOrganization: true,
  requester: true,
  from: true,
  notFrom: true,
  channel: true,
  notChannel: true,
  has: true,
  notHas: true,
  unanswered: true,
  snoozed: true,
  overdue: true,
  merged: true,
  mentions: true,
  follower: true,
  createdFrom: true,
  createdTo: true,
  updatedFrom: true,
  updatedTo: true,
  dueFrom: true,
  dueTo: true,
  q: true,
};
export const filterKeys = Object.keys(everyFilter) as FilterKey[];

/** Takes a condition of the view away. */
export const anything = "*";

export type Filters = { [K in FilterKey]?: string };
export interface ListSearch extends Filters {
  view?: string;
  layout?: Layout;
  sort?: TicketSort;
  /** By comma. */
  columns?: string;
  board?: BoardKind;
}

const layouts: readonly Layout[] = ["list", "table", "board"];
const shapes: Record<Exclude<keyof ListSearch, FilterKey>, RegExp> = {
  view: /^([a-z]+|[1-9]\d{0,17})$/,
  layout: new RegExp(`^(${layouts.join("|")})$`),
  sort: /^-?[a-zA-Z]+$/,
  columns: /^[a-zA-Z]+(,[a-zA-Z]+)*$/,
  board: /^(state|assignee)$/,
};

export function readListSearch(raw: Record<string, unknown>): ListSearch {
  const search: Record<string, string> = {};
  for (const name of [...Object.keys(shapes), ...filterKeys]) {
    const value = raw[name];
    if (typeof value !== "string" || value === "") continue;
    const shape = shapes[name as keyof typeof shapes];
    if (!shape || shape.test(value)) search[name] = value;
  }
  return search;
}

/** Filters that are set beside the view's own. */
export const setFilters = (search: ListSearch): FilterKey[] => filterKeys.filter((name) => search[name] !== undefined);
export const filtersOf = (search: ListSearch): Filters =>
  Object.fromEntries(setFilters(search).map((name) => [name, search[name]]));

/** All conditions: the view's, overridden by what the person chose. */
export function allFilters(search: ListSearch, view: View | undefined): Filters {
  const all = { ...(view?.filter as Filters | undefined), ...filtersOf(search) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== anything));
}

export const defaultSort: TicketSort = "-updatedAt";
export const defaultColumns: readonly TicketColumn[] = [
  "number",
  "subject",
  "state",
  "priority",
  "assignee",
  "requester",
  "organization",
  "queue",
  "updatedAt",
];

/** How it is shown: as the address says, else as the view says. */
export function shownAs(search: ListSearch, view: View | undefined) {
  const columns = search.columns?.split(",") as TicketColumn[] | undefined;
  return {
    layout: search.layout ?? view?.layout ?? "list",
    sort: search.sort ?? view?.sort ?? defaultSort,
    columns: columns ?? (view && view.columns.length > 0 ? view.columns : defaultColumns),
    board: search.board ?? view?.board ?? "state",
  };
}
export type Shown = ReturnType<typeof shownAs>;

/** What GET /tickets is asked. */
export function ticketQuery(search: ListSearch, view: View | undefined): ListFilter {
  const { sort } = shownAs(search, view);
  return { ...allFilters(search, view), ...(sort === defaultSort ? {} : { sort }) };
}

/** What is stored when this is saved as a view. */
export function viewAsShown(search: ListSearch, view: View | undefined) {
  const { layout, sort, columns, board } = shownAs(search, view);
  const filter = allFilters(search, view) as TicketFilter;
  return { filter, layout, sort, board: layout === "board" ? board : null, columns: [...columns] };
}

/** Whether more than the view is seen: then it can be saved. */
export const isChanged = ({ view: _view, ...others }: ListSearch): boolean => Object.keys(others).length > 0;

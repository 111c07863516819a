// Views: a filter with how it is shown; five and more that every desk has, and those that people store. And the board.
import { type Static, Type } from "typebox";
import { Closed, Id, Nullable, oneOf, Some } from "../base/schema.ts";
import { PersonRef } from "../people/schema.ts";
import { boardKinds, TicketFilter, ticketColumns, ticketSorts } from "./query.ts";
import { TeamRef, TicketSummary } from "./schema.ts";

export const viewKeys = ["inbox", "mine", "unassigned", "open", "overdue", "mentions", "snoozed", "solved"] as const;
export type ViewKey = (typeof viewKeys)[number];
export const viewScopes = ["personal", "team", "shared"] as const;
export const viewLayouts = ["list", "table", "board"] as const;

const shown = {
  filter: TicketFilter,
  layout: oneOf(viewLayouts),
  /** Of the table, in this order; empty: as they come. */
  columns: Type.Array(oneOf(ticketColumns), { maxItems: ticketColumns.length, uniqueItems: true }),
  sort: Nullable(oneOf(ticketSorts)),
  /** What a board's columns are. */
  board: Nullable(oneOf(boardKinds)),
  position: Type.Integer({ minimum: 0, maximum: 100_000 }),
};

export const View = Closed({
  /** Of a fixed view one of `viewKeys`, of a stored one its id. */
  key: Type.String(),
  /** null: a fixed view; its name is in the catalogues. */
  name: Nullable(Type.String()),
  scope: oneOf(["fixed", ...viewScopes]),
  team: Nullable(TeamRef),
  ...shown,
  /** Counted up to 1,000; then `more` is true. null: this view has no counter. */
  count: Nullable(Type.Integer()),
  more: Type.Boolean(),
  can: Closed({ edit: Type.Boolean() }),
});
export type View = Static<typeof View>;

const saved = {
  name: Type.String({ minLength: 1, maxLength: 100 }),
  scope: oneOf(viewScopes),
  /** Of scope "team": which. */
  team: Nullable(Id),
};
export const CreateView = Closed({
  name: saved.name,
  scope: Type.Optional(saved.scope),
  team: Type.Optional(saved.team),
  filter: TicketFilter,
  layout: Type.Optional(shown.layout),
  columns: Type.Optional(shown.columns),
  sort: Type.Optional(shown.sort),
  board: Type.Optional(shown.board),
  position: Type.Optional(shown.position),
});
export type CreateView = Static<typeof CreateView>;
export const UpdateView = Some({ ...saved, ...shown });
export type UpdateView = Static<typeof UpdateView>;

export const BoardColumn = Closed({
  /** A state's key; a person's id, or "none". Beside the filter, as `state=` or `assignee=`, it gives the column as a list. */
  key: Type.String(),
  /** Of a board by assignee; null in the column of those that nobody has. */
  assignee: Nullable(PersonRef),
  /** Counted up to 1,000. */
  count: Type.Integer(),
  more: Type.Boolean(),
  /** The first 50; further ones by GET /tickets?…&after=next. */
  items: Type.Array(TicketSummary),
  next: Nullable(Type.String()),
});
export const Board = Closed({ by: oneOf(boardKinds), columns: Type.Array(BoardColumn) });
export type Board = Static<typeof Board>;

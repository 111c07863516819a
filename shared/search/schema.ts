import { type Static, Type } from "typebox";
import { Closed, Nullable } from "../base/schema.ts";
import { OrganizationRef, PersonRef } from "../people/schema.ts";
import { TicketNumber, TicketSummary } from "../tickets/schema.ts";

/** GET /search. `q` as in a list's search field: words and operators (shared/tickets/filter.ts). */
export const SearchQuery = Closed({
  q: Type.String({ minLength: 1, maxLength: 500 }),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 10 })),
});
export type SearchQuery = Static<typeof SearchQuery>;

export const FoundPerson = Closed({ ...PersonRef.properties, organization: Nullable(Type.String()) });
export const Found = Closed({
  /** The ticket whose number was typed: go there. */
  jump: Nullable(TicketNumber),
  tickets: Type.Array(TicketSummary),
  /** Empty when operators were used, and for who may not read people. */
  people: Type.Array(FoundPerson),
  organizations: Type.Array(OrganizationRef),
});
export type Found = Static<typeof Found>;

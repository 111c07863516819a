// Texts kept to be used again. Liquid variables in them are filled in when one is used.
import { type Static, Type } from "typebox";
import { Closed, Id, Instant, LanguageSchema, Nullable, oneOf, Some } from "../base/schema.ts";
import { PersonRef } from "../people/schema.ts";

export const cannedScopes = ["personal", "team", "shared"] as const;
export type CannedScope = (typeof cannedScopes)[number];

/** What may stand between {{ and }}. */
export const cannedVariables = [
  "ticket.number",
  "ticket.subject",
  "ticket.state",
  "customer.name",
  "customer.firstName",
  "customer.email",
  "organization.name",
  "agent.name",
  "desk.name",
] as const;
export type CannedVariable = (typeof cannedVariables)[number];

export const CannedReply = Closed({
  id: Id,
  scope: oneOf(cannedScopes),
  team: Nullable(Closed({ id: Id, name: Type.String() })),
  owner: PersonRef,
  name: Type.String(),
  /** Markdown with Liquid. */
  body: Type.String(),
  /** null: for customers of any language. */
  language: Nullable(LanguageSchema),
  /** How often it was used. */
  used: Type.Integer(),
  changedAt: Instant,
  can: Closed({ edit: Type.Boolean() }),
});
export type CannedReply = Static<typeof CannedReply>;

/** With `ticket`: those in its customer's language first. */
export const CannedQuery = Closed({
  q: Type.Optional(Type.String({ maxLength: 200 })),
  ticket: Type.Optional(Type.String({ pattern: "^[A-Za-z0-9-]{1,32}$" })),
});

const body = Type.String({ minLength: 1, maxLength: 50_000 });
const saved = {
  name: Type.String({ minLength: 1, maxLength: 100 }),
  body,
  /** personal unless said. shared ones are made by who may write settings, a team's by its members too. */
  scope: Type.Optional(oneOf(cannedScopes)),
  /** With scope team. */
  team: Type.Optional(Nullable(Id)),
  language: Type.Optional(Nullable(LanguageSchema)),
};
export const CreateCannedReply = Closed(saved);
export type CreateCannedReply = Static<typeof CreateCannedReply>;
export const UpdateCannedReply = Some(saved);
export type UpdateCannedReply = Static<typeof UpdateCannedReply>;

const of = {
  ticket: Type.Optional(Type.String({ pattern: "^[A-Za-z0-9-]{1,32}$" })),
  conversation: Type.Optional(Id),
};
/** POST /canned-replies/{id}/render: counts as used. */
export const RenderCannedReply = Closed(of);
/** POST /canned-replies/preview: a text that is not kept yet. */
export const PreviewCannedReply = Closed({ body, ...of });
/** What could not be filled in stands as `‹customer.firstName›` in the text, and is named here. */
export const RenderedCannedReply = Closed({ body: Type.String(), missing: Type.Array(Type.String()) });
export type RenderedCannedReply = Static<typeof RenderedCannedReply>;

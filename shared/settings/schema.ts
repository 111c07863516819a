// What stands around the settings, on the wire: templates of automatic mail, the way out of mail, the history of changes.
import { type Static, Type } from "typebox";
import { Closed, Email, Id, Instant, LanguageSchema, Nullable, oneOf } from "../base/schema.ts";
import { TicketNumber } from "../tickets/schema.ts";

/** Liquid. */
export const TemplateText = Closed({
  subject: Type.String({ minLength: 1, maxLength: 300 }),
  text: Type.String({ minLength: 1, maxLength: 20_000 }),
});
export type TemplateText = Static<typeof TemplateText>;

export const Template = Closed({
  kind: Type.String(),
  language: LanguageSchema,
  ...TemplateText.properties,
  /** What the desk came with, when somebody wrote his own; null: this is it. */
  standard: Nullable(TemplateText),
  /** What may stand in {{ }}. */
  variables: Type.Array(Type.String()),
});
export type Template = Static<typeof Template>;

/** Shown with the values of this ticket; without one, with made-up ones. */
export const PreviewTemplate = Closed({ ...TemplateText.properties, ticket: Type.Optional(TicketNumber) });
export const TemplatePreview = Closed({ subject: Type.String(), text: Type.String() });
export type TemplatePreview = Static<typeof TemplatePreview>;

/** What was said at the start of the desk, not here: the environment. */
export const MailStatus = Closed({
  address: Type.String(),
  /** host:port of the way out, without its password; null: mail waits in the outbox. */
  smarthost: Nullable(Type.String()),
});
export type MailStatus = Static<typeof MailStatus>;
export const TestMail = Closed({ to: Email });
export const TestedMail = Closed({
  outcome: oneOf(["sent", "retry", "failed"]),
  /** What the smarthost said. */
  answer: Type.String(),
});
export type TestedMail = Static<typeof TestedMail>;

export const SettingsChange = Closed({
  id: Id,
  at: Instant,
  actor: Closed({ id: Nullable(Id), name: Type.String(), kind: oneOf(["person", "token", "system"]) }),
  /** "mail", "state solved", "queue 3" … */
  what: Type.String(),
  /** What it was called then. */
  name: Nullable(Type.String()),
  changes: Type.Record(Type.String(), Closed({ from: Type.Unknown(), to: Type.Unknown() })),
  /** POST /settings/history/{id}/undo may bring back what was. */
  can: Closed({ undo: Type.Boolean() }),
});
export type SettingsChange = Static<typeof SettingsChange>;

// Points of a ticket to be ticked off, cited from its messages or written by hand (B2).
import { type Static, Type } from "typebox";
import { Closed, Id, Instant, Nullable } from "../base/schema.ts";
import { PersonRef } from "../people/schema.ts";

export const ChecklistItem = Closed({
  id: Id,
  text: Type.String(),
  /** "4.2": point 2 of message 4; null: written by hand, or its message is not in this ticket any more. */
  cite: Nullable(Type.String()),
  message: Nullable(Id),
  point: Nullable(Type.Integer()),
  done: Type.Boolean(),
  doneBy: Nullable(PersonRef),
  doneAt: Nullable(Instant),
  /** 1, 2, 3 … */
  position: Type.Integer(),
});
export type ChecklistItem = Static<typeof ChecklistItem>;

export const Checklist = Closed({ items: Type.Array(ChecklistItem) });
export type Checklist = Static<typeof Checklist>;

const text = Type.String({ minLength: 1, maxLength: 1000 });

/** Either `text`, or `message` and `point`: then the text is that list item's. */
export const AddChecklistItem = Closed({
  text: Type.Optional(text),
  message: Type.Optional(Id),
  point: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
});
export type AddChecklistItem = Static<typeof AddChecklistItem>;

export const ChangeChecklistItem = Type.Partial(
  Closed({ text, done: Type.Boolean(), position: Type.Integer({ minimum: 1, maximum: 10_000 }) }),
);
export type ChangeChecklistItem = Static<typeof ChangeChecklistItem>;

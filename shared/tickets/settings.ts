// The settings of tickets on the way in: states and what may follow what, own fields, and the taking away of what is in use.
import { type Static, Type } from "typebox";
import { Closed, Id, Key, oneOf, SaveWords, Some } from "../base/schema.ts";
import { Field, fieldKinds, stateCategories } from "./schema.ts";

const stateKeys = Type.Array(Key, { maxItems: 100, uniqueItems: true });

/** Without `next` and `from` it stands among the others: everything but New may follow it, and it everything but Closed. */
export const CreateState = Closed({
  key: Type.Optional(Key),
  category: oneOf(stateCategories),
  name: SaveWords,
  customerName: Type.Optional(SaveWords),
  pausesClock: Type.Optional(Type.Boolean()),
  next: Type.Optional(stateKeys),
  from: Type.Optional(stateKeys),
});
export type CreateState = Static<typeof CreateState>;
export const UpdateState = Some({
  name: SaveWords,
  customerName: SaveWords,
  pausesClock: Type.Boolean(),
  next: stateKeys,
});
export type UpdateState = Static<typeof UpdateState>;

/** All keys there are, in their new order. */
export const Order = Closed({ keys: Type.Array(Type.String({ maxLength: 50 }), { maxItems: 500, uniqueItems: true }) });

/** How many tickets would be touched; counted up to 10,000, then `more` is true. */
export const InUse = Closed({
  tickets: Type.Integer(),
  more: Type.Boolean(),
  /** Of a queue: those that are in it without a ticket. */
  conversations: Type.Optional(Type.Integer()),
});
export type InUse = Static<typeof InUse>;

/** What the tickets get instead. */
export const ReplaceState = Closed({ replacement: Type.Optional(Key) });
export const ReplaceQueue = Closed({ replacement: Type.Optional(Id) });

export const CreateField = Closed({
  ...Field.properties,
  name: SaveWords,
  choices: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 200, uniqueItems: true }),
  ),
});
export type CreateField = Static<typeof CreateField>;
export const UpdateField = Some({ name: SaveWords, kind: oneOf(fieldKinds), choices: CreateField.properties.choices });
export type UpdateField = Static<typeof UpdateField>;
/** `confirm`: how many tickets have a value in it, as InUse says. */
export const RemoveField = Closed({ confirm: Type.Optional(Type.Integer({ minimum: 0 })) });

// Pieces that every feature's wire shapes are made of.
import { type Static, type TProperties, type TSchema, Type } from "typebox";

/** Opaque to the outside; a decimal string inside. The bound keeps it within a PostgreSQL bigint. */
export const Id = Type.String({ pattern: "^[1-9][0-9]{0,17}$" });

export const Email = Type.String({ minLength: 3, maxLength: 320, pattern: "^[^\\s@<>,;]+@[^\\s@<>,;]+$" });

/** ISO 8601, UTC, milliseconds. */
export const Instant = Type.String({ format: "date-time" });

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** A closed object: what is not named here is refused on the way in and cannot leave on the way out (S14). */
export const Closed = <T extends TProperties>(properties: T) =>
  Type.Object(properties, { additionalProperties: false });

/** The four languages that are complete. */
export const languages = ["en", "ru", "cs", "th"] as const;
export type Language = (typeof languages)[number];

/** Closed, and nothing in it has to be named: `Type.Partial` alone would open it. */
export const Some = <T extends TProperties>(properties: T) =>
  Type.Partial(Closed(properties), { additionalProperties: false });

export function oneOf<const T extends readonly string[]>(values: T) {
  return Type.Unsafe<T[number]>(Type.String({ enum: [...values] }));
}
export const LanguageSchema = oneOf(languages);

/** A word in each language; `en` is always there. */
export const Words = Type.Object(
  {
    en: Type.String(),
    ru: Type.Optional(Type.String()),
    cs: Type.Optional(Type.String()),
    th: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type Words = Static<typeof Words>;

const word = Type.String({ minLength: 1, maxLength: 100, pattern: "\\S" });
/** Words on the way in. */
export const SaveWords = Closed({
  en: word,
  ru: Type.Optional(word),
  cs: Type.Optional(word),
  th: Type.Optional(word),
});

/** Keys of what the desk's own settings are made of: states, roles. */
export const Key = Type.String({ pattern: "^[a-z][a-z0-9-]{0,49}$" });

export const Page = <T extends TSchema>(item: T) => Closed({ items: Type.Array(item), next: Nullable(Type.String()) });

/** Query parameters that every list takes. */
export const PageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  after: Type.Optional(Type.String({ maxLength: 500 })),
};

export const ErrorBody = Closed({
  error: Closed({
    code: Type.String(),
    message: Type.String(),
    fields: Type.Optional(Type.Record(Type.String(), Type.String())),
  }),
});
export type ErrorBody = Static<typeof ErrorBody>;

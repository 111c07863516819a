import { type RawBuilder, sql } from "kysely";

/** One value as itself: only `=` keeps the order of an index. */
export const oneOf = (values: readonly (string | number)[], type: string): RawBuilder<unknown> =>
  values.length === 1 ? sql`${values[0]}::${sql.raw(type)}` : sql`any (${values}::${sql.raw(type)}[])`;

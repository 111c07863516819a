import { type RawBuilder, sql } from "kysely";
import { type StateCategory, stateCategories } from "../../../../shared/tickets/schema.ts";

const active: readonly StateCategory[] = ["new", "open", "waiting"];
const isCategory = (word: string): word is StateCategory => (stateCategories as readonly string[]).includes(word);

/**
 * State keys, categories or "unsolved". Where only unfinished tickets are asked for, that is said in the very words of the
 * partial indexes, so that finished ones cost nothing however many there are.
 */
export function inState(values: string[]): RawBuilder<unknown> {
  const words = values.map((value) => value.toLowerCase());
  if (words.length === 1 && words[0] === "unsolved") return sql`t.active`;
  if (words.length === 1 && words[0] === "solved") return sql`t.category = 'solved'`;
  const categories = words.flatMap((word) => (word === "unsolved" ? active : isCategory(word) ? [word] : []));
  const keys = words.filter((word) => word !== "unsolved" && !isCategory(word));
  const byCategory = sql`t.category = any (${categories}::text[])`;
  if (keys.length > 0)
    return sql`(${byCategory} or t.state_id = any (array(select id from states where lower(key) = any (${keys}::text[]))))`;
  return categories.every((category) => active.includes(category)) ? sql`(t.active and ${byCategory})` : byCategory;
}

// Statements that come again are prepared: PostgreSQL then parses and plans them once a connection. Which ones is found by
// counting, and bounded: a text that varies (an `in` list of any length) must not fill the server's memory.
import { createHash } from "node:crypto";
import type pg from "pg";

const seenBefore = 3;
const preparedAtMost = 150;
const countedAtMost = 2000;

const names = new Map<string, string>();
const counts = new Map<string, number>();

/** The name to prepare this text under; undefined for one that is too rare. */
function nameOf(text: string): string | undefined {
  const name = names.get(text);
  if (name !== undefined || names.size >= preparedAtMost) return name;
  const count = (counts.get(text) ?? 0) + 1;
  if (count < seenBefore) {
    if (counts.size >= countedAtMost) counts.clear();
    counts.set(text, count);
    return undefined;
  }
  counts.delete(text);
  const made = createHash("sha256").update(text).digest("base64url").slice(0, 20);
  names.set(text, made);
  return made;
}

type Query = (text: string, values?: unknown[]) => Promise<pg.QueryResult>;

/** Not `begin` and the like, where there is nothing to plan. */
const isPlanned = (text: string, values: unknown[]): boolean => values.length > 0 || /^\s*select\s/i.test(text);

/** Makes a client prepare what comes often. Only calls of the form (text, values) are touched. */
export function prepareOften(client: pg.PoolClient): void {
  const plain = client.query.bind(client) as (...args: unknown[]) => unknown;
  const query = (...args: unknown[]): unknown => {
    const [text, values] = args;
    if (args.length !== 2 || typeof text !== "string" || !Array.isArray(values) || !isPlanned(text, values))
      return plain(...args);
    const name = nameOf(text);
    return name === undefined ? plain(text, values) : plain({ name, text, values });
  };
  client.query = query as unknown as typeof client.query & Query;
}

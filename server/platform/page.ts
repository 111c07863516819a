// Keyset pages: a cursor is the place after the last row shown, so no page costs more than the first (B14).
import { badRequest } from "./errors.ts";

export interface PageOf<T> {
  items: T[];
  next: string | null;
}

/** `rows` holds one more than `limit` when there is another page. */
export function cutPage<T>(rows: T[], limit: number, cursor: (last: T) => string): PageOf<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? cursor(last) : null };
}

const wrong = () =>
  badRequest({ why: "`after` is not a cursor of this list." }, { after: "is not a cursor of this list" });

/** A cursor that is an id; "0" for the first page. */
export function idCursor(after: string | undefined): string {
  if (after === undefined || after === "") return "0";
  if (!/^\d{1,18}$/.test(after)) throw wrong();
  return after;
}

export const timeCursor = (at: Date, id: string): string => `${at.getTime()}.${id}`;

/** A cursor of a time and, among equals, an id; null for the first page. */
export function parseTimeCursor(after: string | undefined): { at: Date; id: string } | null {
  if (after === undefined || after === "") return null;
  const match = /^(\d{1,14})\.(\d{1,18})$/.exec(after);
  if (!match) throw wrong();
  return { at: new Date(Number(match[1])), id: match[2] as string };
}

/** A cursor of the values that a list is ordered by, as text. */
export const valuesCursor = (values: readonly string[]): string =>
  Buffer.from(JSON.stringify(values)).toString("base64url");

/** null for the first page; each value has to have its shape. */
export function parseValuesCursor(after: string | undefined, shapes: readonly RegExp[]): string[] | null {
  if (after === undefined || after === "") return null;
  const values = parseArray(Buffer.from(after, "base64url").toString());
  if (values?.length !== shapes.length) throw wrong();
  return values.map((value, index) => {
    if (typeof value !== "string" || value.includes("\0") || !shapes[index]?.test(value)) throw wrong();
    return value;
  });
}

function parseArray(text: string): unknown[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

const literal = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, "\\$&");

/** Text as a pattern of LIKE for what begins with it, in lower case. */
export const prefixPattern = (text: string): string => `${literal(text)}%`;

/** Text that people type into a search field as a pattern of LIKE, in lower case: what they typed stands anywhere. */
export const likePattern = (q: string): string => `%${literal(q)}%`;

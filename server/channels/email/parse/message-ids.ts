import { decodeUndeclared } from "./charset.ts";
import { cleanLine } from "./clean-text.ts";

const maxIds = 500;
const maxLength = 998;

/** Ids between angle brackets, in order, without doubles; a lone id without brackets counts when it holds an @. */
export function readMessageIds(header: string | undefined): string[] {
  if (!header) return [];
  const raw = characters(header);
  const ids = new Set<string>();
  for (const match of raw.matchAll(/<([^<>]{1,998})>/g)) add(ids, match[1] ?? "");
  if (ids.size === 0) for (const token of raw.split(/[\s,]+/, maxIds)) if (token.includes("@")) add(ids, token);
  const all = [...ids];
  // The first names the thread, the last its branch: these are kept when there are too many.
  return all.length <= maxIds ? all : [...all.slice(0, 1), ...all.slice(1 - maxIds)];
}

export function readMessageId(raw: string | undefined): string | null {
  if (!raw) return null;
  const bare = cleanLine(characters(raw))
    .replace(/^<+|>+$/g, "")
    .trim();
  return readMessageIds(raw)[0] ?? (bare ? bare.slice(0, maxLength) : null);
}

/** RFC 6532 3.3: an id may hold UTF-8. */
function characters(raw: string): string {
  return /[\u0080-\u00ff]/.test(raw) ? decodeUndeclared(Buffer.from(raw, "latin1"), undefined) : raw;
}

function add(ids: Set<string>, written: string): void {
  // Some gateways fold in the middle of an id.
  const id = cleanLine(written).replace(/\s+/g, "");
  if (id && id.length <= maxLength) ids.add(id);
}

// How a change of the desk's own settings is told: one event a thing, by field with what was and what is, so that it can be
// taken back.
import type { Actor } from "../../shared/identity/permissions.ts";
import type { Trx } from "./db.ts";
import { canonicalJson, record } from "./events.ts";

export type Changes = Record<string, { from: unknown; to: unknown }>;

/** The fields of `after` that differ from `before`. */
export function changesBetween(before: object, after: object): Changes {
  const old = before as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(after)
      .filter(([name, to]) => to !== undefined && canonicalJson(old[name]) !== canonicalJson(to))
      .map(([name, to]) => [name, { from: old[name] ?? null, to }]),
  );
}

/** `what` is the noun and the key: "state solved". Nothing changed: no event. */
export async function recordChange(
  trx: Trx,
  actor: Actor,
  what: string,
  name: string | null,
  changes: Changes,
): Promise<void> {
  if (Object.keys(changes).length === 0) return;
  await record(trx, { kind: "settings.changed", actor, data: { what, ...(name !== null && { name }), changes } });
}

/** Made (`from` null) or taken away (`to` null): the whole of it, under its noun. */
export const wholeChange = (noun: string, from: object | null, to: object | null): Changes => ({
  [noun]: { from, to },
});

/** A free key made of a name: "Waiting for parts" -> waiting-for-parts. */
export function keyFrom(name: string, noun: string, taken: (key: string) => boolean): string {
  const words =
    name
      .normalize("NFD")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const plain =
    words
      .join("-")
      .replace(/^[0-9-]+/, "")
      .slice(0, 40)
      .replace(/-$/, "") || noun;
  for (let n = 1; ; n++) {
    const key = n === 1 ? plain : `${plain}-${n}`;
    if (!taken(key)) return key;
  }
}

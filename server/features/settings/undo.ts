// Takes a change of the settings back, if nothing was changed there since.
import type { Actor } from "../../../shared/identity/permissions.ts";
import type { Trx } from "../../platform/db.ts";
import { notAllowed } from "../../platform/errors.ts";
import { canonicalJson } from "../../platform/events.ts";
import { changedSince, changeFinal } from "./errors.ts";
import { getChange } from "./history.ts";
import type { Mailer } from "./mailer.ts";
import { type Thing, thingOf } from "./things.ts";

type Changes = Record<string, { from: unknown; to: unknown }>;

export async function undoChange(trx: Trx, actor: Actor, mailer: Mailer, id: string): Promise<void> {
  const { what, changes, can } = await getChange(trx, actor, id);
  const { noun, key, thing } = thingOf(what, mailer);
  if (!thing) throw changeFinal();
  if (!can.undo) throw noun in changes && !thing.create ? changeFinal() : notAllowed();
  const whole = changes[noun];
  if (!whole) await setBack(trx, actor, thing, key, changes);
  else if (whole.from === null) await thing.remove?.(trx, actor, key);
  else await thing.create?.(trx, actor, whole.from);
}

async function setBack(trx: Trx, actor: Actor, thing: Thing, key: string, changes: Changes): Promise<void> {
  const now = await thing.read(trx, actor, key);
  if (!now) throw changeFinal();
  for (const [field, { to }] of Object.entries(changes))
    if (canonicalJson(now[field]) !== canonicalJson(to)) throw changedSince({ field });
  await thing.change(
    trx,
    actor,
    key,
    Object.fromEntries(Object.entries(changes).map(([name, { from }]) => [name, from])),
  );
}

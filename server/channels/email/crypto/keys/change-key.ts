// Checked, revoked, taken away.
import type { Actor } from "../../../../../shared/identity/permissions.ts";
import { can } from "../../../../../shared/identity/permissions.ts";
import type { Trx } from "../../../../platform/db.ts";
import { notAllowed } from "../../../../platform/errors.ts";
import { record } from "../../../../platform/events.ts";
import { mailKeyNotFound } from "./errors.ts";
import { keyRow, removeKey, setChecked, setRevoked } from "./store.ts";

export async function changeKey(
  trx: Trx,
  actor: Actor,
  id: string,
  change: { checked?: boolean; revoked?: true },
): Promise<void> {
  const { address, fingerprint, checked, revoked } = await find(trx, actor, id);
  const changes: Record<string, { from: unknown; to: unknown }> = {};
  if (change.checked !== undefined && change.checked !== checked) {
    await setChecked(trx, id, actor.personId, change.checked);
    changes.checked = { from: checked, to: change.checked };
  }
  if (change.revoked && !revoked) {
    await setRevoked(trx, id);
    changes.revoked = { from: false, to: true };
  }
  if (Object.keys(changes).length)
    await record(trx, { kind: "mail-key.changed", actor, data: { address, fingerprint, changes } });
}

export async function deleteKey(trx: Trx, actor: Actor, id: string): Promise<void> {
  const { address, fingerprint } = await find(trx, actor, id);
  await removeKey(trx, id);
  await record(trx, { kind: "mail-key.removed", actor, data: { address, fingerprint } });
}

/** What is ours, and whom we trust, is an administrator's; keys of people are every agent's. */
async function find(trx: Trx, actor: Actor, id: string) {
  const row = await keyRow(trx, id);
  if (!row) throw mailKeyNotFound();
  if ((row.private_key || row.authority) && !can(actor, "settings.write")) throw notAllowed();
  return {
    address: row.address,
    fingerprint: row.fingerprint,
    checked: row.checked_at !== null,
    revoked: row.revoked_at !== null,
  };
}

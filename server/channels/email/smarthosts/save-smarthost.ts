// Smarthosts as administrators make and change them: what is saved counts for the next mail.
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { CreateSmarthost, Smarthost, UpdateSmarthost } from "../../../../shared/sending/schema.ts";
import { type Db, ringAfterCommit, type Trx } from "../../../platform/db.ts";
import { declareProblem, invalidField } from "../../../platform/errors.ts";
import { changesBetween, recordChange, wholeChange } from "../../../platform/setting-changes.ts";
import { loopback, nameOf } from "../send/smarthost.ts";
import { deleteRow, hidden, insertRow, listRows, type SmarthostRow, updateRow } from "./store.ts";

export const smarthostNotFound = declareProblem("smarthost_not_found", 404, "There is no such smarthost.");

const present = ({ password, position: _, ...row }: SmarthostRow): Smarthost => ({
  ...row,
  hasPassword: password !== null,
});

export async function listSmarthosts(db: Db | Trx): Promise<Smarthost[]> {
  return (await listRows(db)).map(present);
}

export async function getRow(db: Db | Trx, id: string): Promise<SmarthostRow> {
  const row = (await listRows(db)).find((each) => each.id === id);
  if (!row) throw smarthostNotFound();
  return row;
}

export async function createSmarthost(
  trx: Trx,
  actor: Actor,
  secret: string,
  input: CreateSmarthost,
): Promise<Smarthost> {
  const { username = null, password, senders = [], enabled = true, ...rest } = input;
  const row = {
    ...rest,
    host: rest.host.toLowerCase(),
    username,
    senders: tidy(senders),
    enabled,
    password: password === undefined ? null : hidden(secret, password),
  };
  requireSafe(row);
  const id = await insertRow(trx, row);
  const made = present(await getRow(trx, id));
  await changed(trx, actor, made, wholeChange("smarthost", null, made));
  return made;
}

export async function changeSmarthost(
  trx: Trx,
  actor: Actor,
  secret: string,
  id: string,
  input: UpdateSmarthost,
): Promise<Smarthost> {
  const before = await getRow(trx, id);
  const { password, senders, host, ...rest } = input;
  const set = {
    ...rest,
    ...(host !== undefined && { host: host.toLowerCase() }),
    ...(senders && { senders: tidy(senders) }),
    ...(password !== undefined && { password: hidden(secret, password) }),
    ...(rest.username === null && { password: null }),
  };
  const after = { ...before, ...set };
  // A password is given only to whom it was written for: nobody can read it by pointing it at a host of his own.
  const elsewhere = after.host !== before.host || after.port !== before.port || after.username !== before.username;
  if (elsewhere && before.password && password === undefined && after.username !== null)
    throw invalidField("password", "is needed again for another host or user");
  requireSafe(after);
  await updateRow(trx, id, set);
  const now = present(await getRow(trx, id));
  const changes = changesBetween(present(before), now);
  await changed(trx, actor, now, password === undefined ? changes : { ...changes, password: { from: null, to: null } });
  return now;
}

export async function removeSmarthost(trx: Trx, actor: Actor, id: string): Promise<void> {
  const row = present(await getRow(trx, id));
  await deleteRow(trx, id);
  await changed(trx, actor, row, wholeChange("smarthost", row, null));
}

/** All of them, in the order in which they are to be tried. */
export async function orderSmarthosts(trx: Trx, actor: Actor, ids: string[]): Promise<Smarthost[]> {
  const rows = await listRows(trx);
  const known = rows.map(({ id }) => id);
  if (ids.length !== known.length || ids.toSorted().join() !== known.toSorted().join())
    throw invalidField("ids", "must name each smarthost once");
  for (const [at, id] of ids.entries()) await updateRow(trx, id, { position: at + 1 });
  const names = (order: string[]) => order.map((id) => nameOf(rows.find((row) => row.id === id) as SmarthostRow));
  ringAfterCommit(trx, "settings");
  await recordChange(trx, actor, "smarthosts", null, changesBetween({ order: names(known) }, { order: names(ids) }));
  return listSmarthosts(trx);
}

async function changed(trx: Trx, actor: Actor, host: Smarthost, changes: Parameters<typeof recordChange>[4]) {
  ringAfterCommit(trx, "settings");
  ringAfterCommit(trx, "deliveries");
  await recordChange(trx, actor, `smarthost ${host.id}`, nameOf(host), changes);
}

const tidy = (senders: string[]): string[] => [...new Set(senders.map((each) => each.toLowerCase().replace(/^@/, "")))];

function requireSafe({ host, security, username, password }: Omit<SmarthostRow, "id" | "position">): void {
  const here = loopback.has(host);
  if (security === "none" && !here) throw invalidField("security", "none is only for a mail server on this machine");
  if (security === "opportunistic" && username !== null && !here)
    throw invalidField("security", "a password is only sent over TLS that is checked: choose required or implicit");
  if (username !== null && password === null) throw invalidField("password", "is needed with a user");
  if (username === null && password !== null) throw invalidField("username", "is needed with a password");
}

import type { Actor } from "../../../shared/identity/permissions.ts";
import { ringAfterCommit, type Trx } from "../../platform/db.ts";
import { conflict } from "../../platform/errors.ts";
import { record } from "../../platform/events.ts";
import { mailNotFound } from "./ledger.ts";
import { reopenMail } from "./store.ts";

/** Once more through intake: what was dropped, held or failed. A mail that is a message already stays what it is. */
export async function replayMail(trx: Trx, actor: Actor, ids: string[]): Promise<void> {
  const known = await trx.selectFrom("inbound_mail").select(["id", "status"]).where("id", "in", ids).execute();
  if (known.length !== new Set(ids).size) throw mailNotFound();
  const reopened = await reopenMail(trx, ids);
  const rest = ids.find((id) => !reopened.includes(id));
  if (rest) throw conflict({ why: `Mail ${rest} is a message already, or is being read: it cannot be replayed.` });
  for (const mailId of reopened) await record(trx, { kind: "mail.replayed", actor, about: { mailId }, data: {} });
  ringAfterCommit(trx, "mail");
}

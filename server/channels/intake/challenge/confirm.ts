// The sender's answer: what waited for it comes in.
import { systemActor } from "../../../../shared/identity/permissions.ts";
import { ringAfterCommit, type Trx } from "../../../platform/db.ts";
import { record } from "../../../platform/events.ts";
import { findFirstContact, letPass, lockFirstContacts } from "../store.ts";

/** Everything that this address waits with. false: nothing waits (any more): pressed twice, or decided by somebody here. */
export async function confirmFirstContact(trx: Trx, mailId: string): Promise<boolean> {
  const asked = await findFirstContact(trx, mailId);
  const mails = asked ? await lockFirstContacts(trx, asked.address) : [];
  for (const { id, address } of mails) {
    await letPass(trx, id, address, "challenge");
    await record(trx, {
      kind: "mail.released",
      actor: systemActor,
      about: { mailId: id },
      data: { from: "challenge" },
    });
  }
  if (mails.length > 0) ringAfterCommit(trx, "mail");
  return mails.some(({ id }) => id === mailId);
}

// "Did you write to us?": one short mail to who wrote for the first time and is proven by nothing. It says nothing of what
// he wrote: the address may be somebody else's (S5).
import type { Trx } from "../../../platform/db.ts";
import type { Desk } from "../../../platform/desk.ts";
import { loadSettings, type Settings } from "../../../platform/settings.ts";
import type { Channel } from "../../contract.ts";
import { addStep, askedSince, findFirstContact, lockFirstContacts, setChallenged } from "../store.ts";
import { challengeLink, daysToConfirm } from "./link.ts";

/** Does the desk write to this address now? Counts it. The address is held until the transaction ends. */
export type Claim = (trx: Trx, limits: Settings["mail"], address: string, subject: string) => Promise<boolean>;

/** The job. One link confirms all that waits for the same address, so he gets one mail in the days in which it works. */
export async function askSender(
  { database, config, log }: Desk,
  notify: Channel["notify"],
  claim: Claim,
  { mailId, language }: { mailId: string; language: string },
): Promise<void> {
  const { desk, templates, mail: limits } = await loadSettings(database.db);
  const at = new Date();
  const to = await database.transact(async (trx) => {
    const mail = await findFirstContact(trx, mailId);
    if (!mail) return null;
    // Two that came at once take turns.
    await lockFirstContacts(trx, mail.address);
    if (await askedSince(trx, mail.address, new Date(at.getTime() - daysToConfirm * 86_400_000))) return null;
    if (!(await claim(trx, limits, mail.address, mail.subject))) {
      await addStep(trx, mailId, silent);
      return null;
    }
    await setChallenged(trx, mailId, at);
    return mail.address;
  });
  if (!to) return;
  const values = { desk: desk.name, link: challengeLink(config, mailId, at), days: daysToConfirm };
  const result = await notify({ to, kind: "challenge", language, values, own: templates });
  if (result.outcome === "sent") return;
  await setChallenged(database.db, mailId, null);
  if (result.outcome === "retry") throw new Error(`the mail with the link could not be sent: ${result.reason}`);
  log.error({ reason: result.reason }, "the mail that asks to confirm a first contact was refused");
}

const silent = {
  step: "challenge",
  outcome: "hold",
  why: "nobody is asked: a machine's address, or as many automatic mails as may go there",
  code: "challenge.silent",
};

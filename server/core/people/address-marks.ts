// How an address takes our mail: "does not take mail" after bounces, "wants no automatic mail" after a complaint. A mail
// from it, or an agent's click, clears the mark. Only a report that proved itself by a signed address comes here (T9).
import { describeReturn, isGoneForGood, isHard } from "../../../shared/conversations/delivery-reports.ts";
import { type Actor, systemActor } from "../../../shared/identity/permissions.ts";
import type { Trx } from "../../platform/db.ts";
import { record } from "../../platform/events.ts";
import { contactNotFound, personNotFound } from "./errors.ts";
import { contactKey, updateContact } from "./store.ts";
import { peopleVisibleTo } from "./visible.ts";

const hardBouncesAtMost = 2;

/** Another mail to this address was returned for good. A mailbox that never was counts at once, others the second time. */
export async function noteBounce(trx: Trx, address: string, status: string | null, at: Date): Promise<void> {
  if (!isHard(status)) return;
  const contact = await lockAddress(trx, address);
  if (!contact) return;
  const bounces = contact.bounces + 1;
  const marks = !contact.takes_no_mail_since && (isGoneForGood(status) || bounces >= hardBouncesAtMost);
  const why = describeReturn("", status);
  await updateContact(trx, contact.id, { bounces, ...(marks && { takes_no_mail_since: at, takes_no_mail_why: why }) });
  if (marks) await recordMark(trx, contact, "no-mail", why);
}

/** Its reader called a mail of ours unwanted: what the desk writes by itself does not go there any more. */
export async function noteComplaint(trx: Trx, address: string, at: Date): Promise<void> {
  const contact = await lockAddress(trx, address);
  if (!contact || contact.no_automatic_mail_since) return;
  await updateContact(trx, contact.id, { no_automatic_mail_since: at });
  await recordMark(trx, contact, "no-automatic-mail", "a complaint about a mail of ours");
}

/** Somebody wrote from it. `answered`: to an address that we had signed, so that our mail does arrive there. */
export async function noteWriting(trx: Trx, address: string, answered: boolean, at: Date): Promise<void> {
  const known = await ofAddress(trx, address).executeTakeFirst();
  if (!known) return;
  const doubted = known.bounces > 0 || known.takes_no_mail_since !== null;
  if (!doubted && (!answered || known.answered_at)) return;
  const contact = await lockAddress(trx, address);
  if (!contact) return;
  await updateContact(trx, contact.id, {
    bounces: 0,
    takes_no_mail_since: null,
    takes_no_mail_why: null,
    ...(answered && { answered_at: at }),
  });
  if (contact.takes_no_mail_since) await recordCleared(trx, systemActor, contact, "wrote");
}

/** An agent knows better. */
export async function clearAddress(trx: Trx, actor: Actor, personId: string, contactId: string): Promise<void> {
  const person = await trx
    .selectFrom("people as p")
    .select("p.id")
    .where("p.id", "=", personId)
    .where(peopleVisibleTo(actor))
    .executeTakeFirst();
  if (!person) throw personNotFound();
  const contact = await contacts(trx)
    .where("id", "=", contactId)
    .where("person_id", "=", personId)
    .forUpdate()
    .executeTakeFirst();
  if (!contact) throw contactNotFound();
  if (!contact.takes_no_mail_since && !contact.no_automatic_mail_since && contact.bounces === 0) return;
  const cleared = { bounces: 0, takes_no_mail_since: null, takes_no_mail_why: null, no_automatic_mail_since: null };
  await updateContact(trx, contact.id, cleared);
  await recordCleared(trx, actor, contact, "agent");
}

const contacts = (trx: Trx) =>
  trx
    .selectFrom("contact_points")
    .select(["id", "person_id", "value", "bounces", "takes_no_mail_since", "no_automatic_mail_since", "answered_at"]);

const ofAddress = (trx: Trx, address: string) =>
  contacts(trx).where("kind", "=", "email").where("value_key", "=", contactKey("email", address));

const lockAddress = (trx: Trx, address: string) => ofAddress(trx, address).forUpdate().executeTakeFirst();

type Contact = { person_id: string; value: string };

const recordMark = (trx: Trx, contact: Contact, mark: "no-mail" | "no-automatic-mail", why: string) =>
  record(trx, {
    kind: "person.address-marked",
    actor: systemActor,
    about: { personId: contact.person_id },
    data: { address: contact.value, mark, why },
  });

const recordCleared = (trx: Trx, actor: Actor, contact: Contact, why: "wrote" | "agent") =>
  record(trx, {
    kind: "person.address-cleared",
    actor,
    about: { personId: contact.person_id },
    data: { address: contact.value, why },
  });

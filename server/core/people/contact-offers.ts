// What a person's own signature says about him is offered to his card. Nothing of it is written there but by an agent's
// click; what was dismissed is not offered again. The only writer of contact_offers.
import { sql } from "kysely";
import { type Actor, systemActor } from "../../../shared/identity/permissions.ts";
import type { offerAnswers, offerKinds } from "../../../shared/people/schema.ts";
import type { Trx } from "../../platform/db.ts";
import { record } from "../../platform/events.ts";
import { addressTaken, changedMeanwhile, offerNotFound, personNotFound } from "./errors.ts";
import { guardStaff } from "./save-person.ts";
import { deleteContact, insertContact, lockContact, updatePerson } from "./store.ts";
import { peopleVisibleTo } from "./visible.ts";

export interface OfferedContact {
  phones: { value: string; key: string; fax: boolean }[];
  position: string | null;
}

/**
 * Of `contact_offers f`, a phone: somebody has that number. On the person's own card two spellings are one, with its country
 * or without: their last eight digits agree. An extension tells two people of one switchboard apart.
 */
export const phoneIsKnown = sql<boolean>`(exists (
  select from contact_points c where c.kind = 'phone' and c.value_key = f.value_key) or exists (
  select from contact_points c where c.person_id = f.person_id and c.kind = 'phone' and strpos(f.value_key, 'x') = 0
    and right(regexp_replace(c.value_key, '[^0-9]', '', 'g'), 8) = right(regexp_replace(f.value_key, '[^0-9]', '', 'g'), 8)))`;

/** One statement; an event only if something is new. In order, so that two mails of one person do not wait in a circle. */
export async function offerContact(
  trx: Trx,
  personId: string,
  messageId: string,
  contact: OfferedContact,
): Promise<void> {
  const facts = [
    ...contact.phones.filter(({ fax }) => !fax).map(({ value, key }) => ({ kind: "phone", value, key })),
    ...(contact.position ? [{ kind: "position", value: contact.position, key: positionKey(contact.position) }] : []),
  ].sort((a, b) => (a.key < b.key ? -1 : 1));
  if (facts.length === 0) return;
  const { rows } = await sql<{ value: string }>`
    insert into contact_offers (person_id, kind, value, value_key, message_id)
    select f.person_id, f.kind, f.value, f.value_key, ${messageId} from (
      select ${personId}::bigint as person_id, * from unnest(${facts.map(({ kind }) => kind)}::text[],
        ${facts.map(({ value }) => value)}::text[], ${facts.map(({ key }) => key)}::text[]) as each (kind, value, value_key)) f
    where case f.kind
      when 'phone' then not ${phoneIsKnown}
      else not exists (select from people p where p.id = f.person_id and lower(p.position) = f.value_key) end
    on conflict (person_id, kind, value_key) do nothing
    returning value`.execute(trx);
  if (rows.length > 0)
    await record(trx, {
      kind: "person.contact-offered",
      actor: systemActor,
      about: { personId },
      data: { message: messageId, values: rows.map(({ value }) => value) },
    });
}

const positionKey = (position: string): string => position.trim().toLowerCase();

type Answer = (typeof offerAnswers)[number] | null;

interface Offer {
  id: string;
  kind: (typeof offerKinds)[number];
  value: string;
  value_key: string;
  answer: Answer;
  replaced: string | null;
}

/** Another answer takes the first one back. */
export async function answerOffer(
  trx: Trx,
  actor: Actor,
  personId: string,
  offerId: string,
  answer: Answer,
): Promise<void> {
  const person = await trx
    .selectFrom("people as p")
    .select(["p.id", "p.position"])
    .where("p.id", "=", personId)
    .where(peopleVisibleTo(actor))
    .forUpdate()
    .executeTakeFirst();
  if (!person) throw personNotFound();
  const offer = await trx
    .selectFrom("contact_offers")
    .select(["id", "kind", "value", "value_key", "answer", "replaced"])
    .where("id", "=", offerId)
    .where("person_id", "=", personId)
    .$castTo<Offer>()
    .executeTakeFirst();
  if (!offer) throw offerNotFound();
  await guardStaff(trx, actor, personId);
  if (offer.answer === answer) return;
  if (offer.answer === "added") await takeBack(trx, personId, offer, person.position);
  if (answer === "added") await add(trx, personId, offer);
  const replaced = answer === "added" && offer.kind === "position" ? person.position : null;
  await trx
    .updateTable("contact_offers")
    .set({ answer, replaced, answered_at: new Date(), answered_by: actor.personId })
    .where("id", "=", offerId)
    .execute();
  await record(trx, {
    kind: "person.offer-answered",
    actor,
    about: { personId },
    data: {
      kind: offer.kind,
      value: offer.value,
      answer,
      ...(answer === "added" && offer.kind === "position" && { from: replaced }),
    },
  });
}

async function add(trx: Trx, personId: string, { kind, value, value_key }: Offer): Promise<void> {
  if (kind === "position") return updatePerson(trx, personId, { position: value });
  await lockContact(trx, "phone", value_key);
  if (!(await insertContact(trx, personId, "phone", value, { key: value_key }))) throw addressTaken({ address: value });
}

async function takeBack(trx: Trx, personId: string, offer: Offer, position: string | null): Promise<void> {
  if (offer.kind === "phone") return deleteContact(trx, personId, "phone", offer.value_key);
  if (position !== offer.value) throw changedMeanwhile();
  await updatePerson(trx, personId, { position: offer.replaced });
}

// What mail systems send and what belongs to nothing of ours goes to one conversation, and quietly (T8): a storm of it
// makes no second one, and no ticket at all.
import { sql } from "kysely";
import { systemActor } from "../../../shared/identity/permissions.ts";
import { insertConversation, setUnanswered } from "../../core/conversations/index.ts";
import { findOrCreatePerson, type KnownPerson } from "../../core/people/index.ts";
import { type Received, type ReceiveMessage, receiveMessage } from "../../core/tickets/index.ts";
import type { Trx } from "../../platform/db.ts";

const collector = { email: "returned-mail@invalid", name: "Returned mail" };
export const collectingSubject = "Returned mail that belongs to no message of ours";

type Collected = Pick<ReceiveMessage, "at" | "channel" | "language" | "queueAddresses" | "numbering"> & {
  messageBy: (person: KnownPerson) => ReceiveMessage["message"];
  /** It might be a person after all: somebody should look. */
  toBeSeen: boolean;
};

const purpose = "returned";

export async function collect(
  trx: Trx,
  { messageBy, toBeSeen, ...input }: Collected,
): Promise<Received & { conversationId: string }> {
  const { conversationId, fresh } = await ownConversation(trx, input.at);
  const person = await findOrCreatePerson(trx, systemActor, collector);
  const received = await receiveMessage(trx, systemActor, {
    ...input,
    conversationId,
    subject: collectingSubject,
    requesterId: person.id,
    organizationId: null,
    waitsIn: null,
    opens: fresh ? "conversation and ticket" : "ticket",
    automatic: true,
    thanks: false,
    message: messageBy(person),
  });
  if (toBeSeen) await setUnanswered(trx, conversationId, true);
  return { ...received, conversationId };
}

/** Two that come first take turns. */
async function ownConversation(trx: Trx, at: Date): Promise<{ conversationId: string; fresh: boolean }> {
  const find = () =>
    trx
      .selectFrom("collecting_conversations")
      .select("conversation_id")
      .where("purpose", "=", purpose)
      .executeTakeFirst();
  const known = await find();
  if (known) return { conversationId: known.conversation_id, fresh: false };
  await sql`select pg_advisory_xact_lock(4731, hashtext(${purpose}))`.execute(trx);
  const meanwhile = await find();
  if (meanwhile) return { conversationId: meanwhile.conversation_id, fresh: false };
  const conversationId = await insertConversation(
    trx,
    { channel: "email", subject: collectingSubject, address: null, at },
    [],
  );
  await trx.insertInto("collecting_conversations").values({ purpose, conversation_id: conversationId }).execute();
  return { conversationId, fresh: true };
}

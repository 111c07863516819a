// Teaches the filter what people said. A job: it may run twice and late, so it compares what was said with what was counted.
import type { Desk } from "../../../platform/desk.ts";
import type { Channel } from "../../contract.ts";
import { featuresOf } from "./features.ts";
import { addCounts, lockVerdict, markLearned, type SpamVerdict } from "./store.ts";

export async function learnFrom(
  { database, log }: Pick<Desk, "database" | "log">,
  read: Channel["read"],
  mailId: string,
): Promise<void> {
  const mail = await database.db
    .selectFrom("inbound_mail_raw")
    .select("raw")
    .where("mail_id", "=", mailId)
    .executeTakeFirst();
  if (!mail) return;
  const message = await read(mail.raw, database.db).catch((error: Error) => {
    log.warn({ err: error, mail: mailId }, "a mail that cannot be read teaches the spam filter nothing");
    return null;
  });
  if (!message) return;
  const features = featuresOf(message, mail.raw);
  await database.transact(async (trx) => {
    const known = await lockVerdict(trx, mailId);
    if (!known || known.verdict === known.learned) return;
    const step = (kind: SpamVerdict) => Number(known.verdict === kind) - Number(known.learned === kind);
    await addCounts(trx, features, { spam: step("spam"), ham: step("ham") });
    await markLearned(trx, mailId, known.verdict);
  });
}

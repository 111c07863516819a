// T12: a mail that makes its reader hang, throw or exit is put aside after three tries, as a ticket with its bytes
// attached; the others hardly notice.
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { type Channel, UnreadableMessage } from "../../server/channels/contract.ts";
import { createParsePool } from "../../server/channels/email/parse/pool.ts";
import { createAccept, createAddressBook } from "../../server/channels/intake/accept.ts";
import { startIntake } from "../../server/channels/intake/start.ts";
import { createChannels } from "../../server/channels/registry.ts";
import type { Db } from "../../server/platform/db.ts";
import { startDesk, until } from "../support/desk.ts";
import { crowd } from "./support/chance.ts";
import { mailText } from "./support/journal.ts";
import { query } from "./support/reckoning.ts";

const misbehaving = new URL("../../server/channels/email/parse/test-workers/misbehaving-worker.ts", import.meta.url);
const orders = ["hang", "throw", "exit"];

/** The real reader behind a pool whose threads do what the first word of a mail tells them. */
function poisonable(email: Channel): { channel: Channel; reads: string[]; stop(): Promise<void> } {
  const pool = createParsePool({ workerUrl: misbehaving, timeoutMs: 6000 });
  const reads: string[] = [];
  const read = async (raw: Buffer, db: Db) => {
    reads.push(raw.toString("latin1").split("\n")[0] ?? "");
    await pool.parse(raw).catch((error: Error) => {
      throw new UnreadableMessage(error.message, true);
    });
    return email.read(raw, db);
  };
  return { channel: { ...email, read }, reads, stop: () => pool.close() };
}

test("poison is put aside after three tries, with its bytes; nobody else waits", { timeout: 120_000 }, async () => {
  const desk = await startDesk({ smarthost: false, only: "web" });
  const { running } = desk;
  const email = createChannels(running.desk).get("email") as Channel;
  const { channel, reads, stop } = poisonable(email);
  const intake = startIntake({ ...running.desk, takes: createAddressBook(running.desk) }, channel);
  const waiting = () => query(running.databaseUrl, "select from inbound_mail where status = 'received'");
  try {
    const accept = createAccept(running.desk, intake);
    const send = (raw: Buffer) =>
      accept({ door: "smtp", envelopeFrom: "a@b.example", envelopeTo: ["support@desk.example"], raw });
    // The threads are there, as on any day.
    for (let each = 0; each < 3; each++) await send(mailText(`early-${each}`, "early@torture.example", "Early", null));
    await until("early mail read", async () => (await waiting()).length === 0, 30_000);
    const poison = orders.map((order) => Buffer.from(`${order}\nFrom: a@b.example\nSubject: ${order}\n\nx\n`));
    await Promise.all(poison.map(send));
    for (let each = 0; each < 30; each++) {
      await send(mailText(`good-${each}`, `good-${each}@torture.example`, `Good ${each}`, null));
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    await until("everything read", async () => (await waiting()).length === 0, 60_000);
    const delays = await query<{ ms: number }>(
      running.databaseUrl,
      "select extract(epoch from finished_at - received_at) * 1000 as ms from inbound_mail where subject like 'Good%'",
    );
    const longest = Math.max(...delays.map(({ ms }) => ms));
    console.log(`longest wait of a good mail: ${Math.round(longest)} ms`);
    expect(delays).toHaveLength(30);
    expect(longest).toBeLessThan(5000 * crowd());
    for (const order of orders) expect(reads.filter((each) => each === order)).toHaveLength(3);
    const kept = await query<{ file: Buffer; text: string }>(
      running.databaseUrl,
      "select a.file, m.text from message_attachments a join messages m on m.id = a.message_id where a.name = 'message.eml'",
    );
    const sums = poison.map((raw) => createHash("sha256").update(raw).digest("hex"));
    expect(kept.map(({ file }) => file.toString("hex")).toSorted()).toEqual(sums.toSorted());
    for (const { text } of kept) expect(text).toMatch(/could not be read/);
  } finally {
    await intake.stop();
    await stop();
    await email.stop();
    await desk.stop();
  }
});

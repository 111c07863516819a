// T13: mailboxes of each kind behind a cable that is cut, clogged or broken again and again, while mail comes in.
import { expect } from "vitest";
import { startDesk, until } from "../../support/desk.ts";
import { startDovecot } from "../../support/dovecot.ts";
import { readMailboxes } from "../../support/mailboxes.ts";
import { layCable } from "./cable.ts";
import { chance, pause } from "./chance.ts";

const kinds = ["seen", "move", "leave"] as const;
const addressOf = (user: string) => `${user}@mailbox.example`;
const mail = (user: string, n: number) =>
  `Return-Path: <jana@acme.example>\nMessage-ID: <${user}${n}@acme.example>\nFrom: jana@acme.example\nTo: ${addressOf(user)}\n` +
  `Subject: Request ${n}\n\n${`Number ${n}. `.repeat(20)}\n`;

/** `old`: mails that each mailbox has at the beginning. */
export async function cutMailboxes(cuts: number, old: number): Promise<void> {
  const luck = chance("mailbox cuts");
  const [dovecot, desk] = await Promise.all([
    startDovecot({ users: Object.fromEntries(kinds.map((user) => [user, "password"])) }),
    startDesk({ only: "web" }),
  ]);
  const cable = await layCable(`imap://127.0.0.1:${dovecot.port}`);
  const delivered = new Map<string, number>(kinds.map((user) => [user, 0]));
  const deliver = async (user: string) => {
    const n = delivered.get(user) as number;
    await dovecot.deliver(user, mail(user, n));
    delivered.set(user, n + 1);
  };
  for (const user of kinds) for (let n = 0; n < old; n++) await deliver(user);
  await dovecot.makeFolder("move", "Done");
  const api = await desk.api();
  const imap = { host: "127.0.0.1", port: Number(new URL(cable.url).port), security: "none" };
  const signIn = { signIn: "password", password: "password", oldMail: "all" };
  for (const user of kinds) {
    const afterReading = { afterReading: user, ...(user === "move" && { moveTo: "Done" }) };
    const { status, body } = await api("POST", "/mailboxes", {
      address: addressOf(user),
      imap,
      username: user,
      ...signIn,
      ...afterReading,
    });
    expect(status, JSON.stringify(body)).toBe(201);
  }
  const of = desk.running.desk;
  const reader = readMailboxes(of, {
    timing: { firstWaitMs: 50, longestWaitMs: 300, silentMs: 700, pollMs: 500, connectMs: 2000 },
  });
  const counts = async () => {
    const { rows } = await of.database.pool.query(
      "select envelope_to[1] as address, count(*)::int as n from inbound_mail group by 1",
    );
    return new Map<string, number>(rows.map(({ address, n }) => [address, n]));
  };
  try {
    for (let cut = 0; cut < cuts; cut++) {
      for (let n = luck.between(1, 6); n > 0; n--) await deliver(luck.pick(kinds));
      await pause(luck.between(0, 400));
      const loss = luck.pick(["cut", "cut", "cut", "halfOpen", "clog"] as const);
      cable[loss]();
      await pause(loss === "clog" ? 2000 : luck.between(10, 200));
      cable.mend();
    }
    const all = new Map([...delivered].map(([user, n]) => [addressOf(user), n]));
    const enough = async () => {
      const now = await counts();
      return [...all].every(([address, n]) => (now.get(address) ?? 0) >= n);
    };
    await until("all", enough, 60_000).catch(async (error) => {
      const { body } = await api("GET", "/mailboxes");
      console.log(all, await counts(), JSON.stringify(body.items));
      throw error;
    });
    expect(await counts()).toEqual(all);
    await until("seen", async () => (await dovecot.mails("seen")).every(({ seen }) => seen), 20_000);
    const moved = delivered.get("move") as number;
    await until("moved", async () => (await dovecot.mails("move", "Done")).length >= moved, 20_000);
    expect(await dovecot.mails("move", "Done")).toHaveLength(moved);
    expect((await dovecot.mails("leave")).some(({ seen }) => seen)).toBe(false);
    console.log(`${cuts} cuts, ${[...all.values()].reduce((sum, n) => sum + n)} mails`);
  } finally {
    await reader.stop();
    await desk.stop();
    await cable.stop();
    await dovecot.stop();
  }
}

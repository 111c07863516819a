// One look into one folder: what came since the last one is stored and committed, then flagged or moved, then noted as read.
// A death in between leads to the same mails being fetched again, which the content's hash finds to be here already.
import type { FetchMessageObject, ImapFlow } from "imapflow";
import type { Db } from "../../../platform/db.ts";
import type { ChannelContext } from "../../contract.ts";
import { envelopeFrom, envelopeTo } from "./envelope.ts";
import { faultOf, MailboxFault } from "./faults.ts";
import { dueLeft, type FolderPlace, findPlace, forgetLeft, leaveMail, type MailboxRow, savePlace } from "./store.ts";

export interface ReadingContext extends ChannelContext {
  db: Db;
  /** Says that it goes on; a mail may take this long by itself. */
  mailMs: number;
}

/** What a reader remembers between its connections: mails that a connection broke at. */
export interface Memory {
  /** So many are asked for one by one, to find the one that breaks it. */
  careful: number;
  failures: Map<string, number>;
  /** Mails cannot be moved where they should be; reading goes on all the same. */
  stuck: MailboxFault | null;
}
export const newMemory = (): Memory => ({ careful: 0, failures: new Map(), stuck: null });

/** Asked about at once; fetched at once, at most so many and so large together. */
const askAtOnce = 500;
const fetchAtOnce = 50;
const bytesAtOnce = 8 * 1024 * 1024;
const failuresAtMost = 3;

interface Listed {
  uid: number;
  size: number;
  at: Date | null;
}

export async function readFolder(
  context: ReadingContext,
  client: ImapFlow,
  mailbox: MailboxRow,
  folder: string,
  memory: Memory,
): Promise<void> {
  const reading = await openFolder(context, client, mailbox, folder, memory);
  await takeLeft(reading);
  const { place, uidNext } = reading;
  if (place.lastUid >= uidNext - 1) return;
  if (place.lastUid + 1 < place.oldBelow) {
    const old = await search(reading, place.lastUid + 1, place.oldBelow - 1, place.since);
    await takeAll(reading, old);
    await moveOn(reading, place.oldBelow - 1, false);
  }
  await takeAll(reading, await search(reading, place.lastUid + 1, null, null));
  await moveOn(reading, uidNext - 1, false);
}

/** Where the connection has ended the library answers that there is nothing: then nothing is known, and nothing may be passed over. */
function requireOpen({ client }: Pick<Reading, "client">): void {
  if (!client.usable || !client.mailbox) throw new MailboxFault("broken", "The connection ended.");
}

/** UIDs from one to another (null: the last one there is), in order. */
async function search(reading: Reading, from: number, to: number | null, since: Date | null) {
  const { client, folder } = reading;
  const found = await client.search(
    { uid: `${from}:${to ?? "*"}`, ...(since && { since: dayBefore(since) }) },
    { uid: true },
  );
  requireOpen(reading);
  if (!Array.isArray(found)) throw new MailboxFault("server", `The server could not search ${folder}.`);
  // "n:*" is the last mail even if its UID is smaller than n.
  return found.filter((uid) => uid >= from).sort((a, b) => a - b);
}

async function takeAll(reading: Reading, uids: number[]): Promise<void> {
  const { memory } = reading;
  for (let at = 0; at < uids.length; ) {
    const some = uids.slice(at, at + (memory.careful > 0 ? 1 : askAtOnce));
    at += some.length;
    await takeSome(reading, some);
    memory.careful = Math.max(0, memory.careful - some.length);
  }
}

interface Reading {
  context: ReadingContext;
  client: ImapFlow;
  mailbox: MailboxRow;
  folder: string;
  memory: Memory;
  place: FolderPlace;
  uidNext: number;
}

async function openFolder(
  context: ReadingContext,
  client: ImapFlow,
  mailbox: MailboxRow,
  folder: string,
  memory: Memory,
): Promise<Reading> {
  const box = await selectFolder(client, folder, mailbox.after_reading === "leave");
  const { uidValidity } = box;
  const uidNext = box.uidNext ? Number(box.uidNext) : (await newestOf(client, box.exists)).uid + 1;
  const reading = { context, client, mailbox, folder, memory, uidNext };
  const known = await findPlace(context.db, mailbox.id, folder);
  if (known && known.uidValidity === uidValidity) return { ...reading, place: known };
  // All UIDs are new: everything is looked at again, and what is here already is known by its content.
  const place = known
    ? { ...known, uidValidity, lastUid: 0, oldBelow: uidNext }
    : { uidValidity, ...(await firstPlace(client, mailbox, box.exists, uidNext)) };
  await forgetLeft(context.db, mailbox.id, folder, "all");
  await savePlace(context.db, mailbox.id, folder, place);
  return { ...reading, place };
}

async function selectFolder(client: ImapFlow, folder: string, readOnly: boolean) {
  try {
    return await client.mailboxOpen(folder, { readOnly });
  } catch (error) {
    const { responseStatus } = error as { responseStatus?: string };
    if (responseStatus === "NO" || (error as { mailboxMissing?: boolean }).mailboxMissing)
      throw new MailboxFault("folder", `${folder}: ${faultOf(error).detail}`);
    throw error;
  }
}

const dayMs = 86_400_000;
/** SEARCH SINCE knows days only, in the time zone of the server. */
const dayBefore = (date: Date): Date => new Date(date.getTime() - dayMs);

async function firstPlace(client: ImapFlow, mailbox: MailboxRow, exists: number, uidNext: number) {
  if (mailbox.old_mail === "all") return { lastUid: 0, oldBelow: 0, since: null };
  if (mailbox.old_mail === "days")
    return { lastUid: 0, oldBelow: uidNext, since: new Date(Date.now() - (mailbox.old_days ?? 1) * dayMs) };
  // By its server's clock, which may not be ours.
  return { lastUid: uidNext - 1, oldBelow: 0, since: (await newestOf(client, exists)).at };
}

async function newestOf(client: ImapFlow, exists: number): Promise<{ uid: number; at: Date | null }> {
  const newest = exists > 0 && (await client.fetchOne("*", { uid: true, internalDate: true }));
  requireOpen({ client });
  if (!newest) return { uid: 0, at: null };
  return { uid: newest.uid, at: newest.internalDate ? new Date(newest.internalDate) : null };
}

/** Mails that could not be taken some time ago, once more. */
async function takeLeft(reading: Reading): Promise<void> {
  const { context, mailbox, folder, place } = reading;
  for (const uid of await dueLeft(context.db, mailbox.id, folder, place.uidValidity)) {
    const [mail] = await listMails(reading, [uid]);
    const { taken, left } = mail ? await fetchMails(reading, [mail]) : { taken: [], left: [] };
    await settle(reading, taken);
    if (left.length === 0) await forgetLeft(context.db, mailbox.id, folder, [uid]);
  }
}

async function takeSome(reading: Reading, uids: number[]): Promise<void> {
  const { place } = reading;
  const listed = await listMails(reading, uids);
  const wanted = listed.filter(({ uid, at }) => uid >= place.oldBelow || !place.since || !at || at >= place.since);
  for (let at = 0; at < wanted.length; ) {
    const some = together(wanted, at);
    at += some.length;
    const { taken } = await fetchMails(reading, some);
    await settle(reading, taken);
    await moveOn(reading, (some.at(-1) as Listed).uid, taken.length > 0);
  }
  await moveOn(reading, uids.at(-1) as number, false);
}

function together(mails: Listed[], from: number): Listed[] {
  const some: Listed[] = [];
  let bytes = 0;
  for (const mail of mails.slice(from, from + fetchAtOnce)) {
    if (some.length > 0 && bytes + mail.size > bytesAtOnce) break;
    some.push(mail);
    bytes += mail.size;
  }
  return some;
}

/** Those of them that are there. */
async function listMails(reading: Reading, uids: number[]): Promise<Listed[]> {
  const items = { uid: true, size: true, internalDate: true };
  let found: FetchMessageObject[];
  try {
    found = await reading.client.fetchAll(uids.join(","), items, { uid: true });
  } catch (error) {
    await blame(
      reading,
      uids.map((uid) => ({ uid, size: 0 })),
    );
    throw error;
  }
  requireOpen(reading);
  return found
    .map(({ uid, size, internalDate }) => ({
      uid,
      size: Number(size ?? 0),
      at: internalDate ? new Date(internalDate) : null,
    }))
    .sort((a, b) => a.uid - b.uid);
}

/** Stores them; returns which are ours now, and which stay where they are for a reason of their own. */
async function fetchMails(reading: Reading, mails: Listed[]): Promise<{ taken: number[]; left: number[] }> {
  const { context } = reading;
  const maxBytes = await context.maxBytes();
  const large = mails.filter(({ size }) => size > maxBytes);
  for (const mail of large) await leave(reading, mail, "too-large");
  const wanted = mails.filter(({ size }) => size <= maxBytes);
  const taken: number[] = [];
  const left = large.map(({ uid }) => uid);
  if (wanted.length === 0) return { taken, left };
  try {
    for await (const { uid, source } of bodies(reading, wanted)) {
      if (source === undefined) continue;
      if (source.length > maxBytes) {
        await leave(reading, { uid, size: source.length }, "too-large");
        left.push(uid);
      } else {
        await store(reading, source);
        taken.push(uid);
      }
    }
  } catch (error) {
    if (error instanceof NotStored) throw error;
    await blame(
      reading,
      wanted.filter(({ uid }) => !taken.includes(uid) && !left.includes(uid)),
    );
    throw error;
  }
  const missing = wanted.filter(({ uid }) => !taken.includes(uid) && !left.includes(uid));
  // Gone meanwhile, or its server has no content to give for it.
  if (missing.length > 0)
    for (const mail of await listMails(
      reading,
      missing.map(({ uid }) => uid),
    )) {
      await leave(reading, mail, "unreadable");
      left.push(mail.uid);
    }
  return { taken, left };
}

/** The database could not take it; the mail stays where it is and nothing is its fault. */
export class NotStored extends Error {
  override name = "NotStored";
}

async function store({ context, mailbox }: Reading, raw: Buffer): Promise<void> {
  const to = await envelopeTo(raw, mailbox.address, context.takes);
  try {
    await context.accept({ door: "imap", envelopeFrom: envelopeFrom(raw), envelopeTo: to, raw });
  } catch (error) {
    throw new NotStored((error as Error).message, { cause: error });
  }
}

/** Each of them in its time, however little of it comes at once. */
async function* bodies({ client, context }: Reading, mails: Listed[]) {
  const range = mails.map(({ uid }) => uid).join(",");
  const stream = client.fetch(range, { uid: true, source: true }, { uid: true });
  for (;;) {
    const timer = setTimeout(() => client.close(), context.mailMs);
    try {
      const next = await stream.next();
      if (next.done) return;
      yield { uid: next.value.uid, source: next.value.source as Buffer | undefined };
    } finally {
      clearTimeout(timer);
    }
  }
}

/** A connection that breaks over one and the same mail again and again does not hold up those behind it. */
async function blame(reading: Reading, mails: { uid: number; size: number }[]): Promise<void> {
  const { memory, folder, place } = reading;
  const [suspect, ...others] = mails;
  if (!suspect) return;
  memory.careful = Math.max(memory.careful, mails.length);
  if (others.length > 0) return;
  const key = `${folder} ${place.uidValidity} ${suspect.uid}`;
  const failures = (memory.failures.get(key) ?? 0) + 1;
  memory.failures.set(key, failures);
  if (failures < failuresAtMost) return;
  memory.failures.delete(key);
  await leave(reading, suspect, "unreadable");
  await moveOn(reading, suspect.uid, false);
}

async function leave(
  { context, mailbox, folder, place }: Reading,
  { uid, size }: { uid: number; size: number },
  why: "too-large" | "unreadable",
): Promise<void> {
  context.log.warn({ mailbox: mailbox.address, folder, uid, size, why }, "a mail stays in its mailbox");
  await leaveMail(context.db, mailbox.id, folder, place.uidValidity, { uid, size, why });
}

/** They are committed: now the mailbox may show that they were read. */
async function settle(reading: Reading, taken: number[]): Promise<void> {
  const { client, mailbox, memory } = reading;
  if (taken.length === 0 || mailbox.after_reading === "leave") return;
  const range = taken.join(",");
  if (mailbox.after_reading === "seen") {
    await client.messageFlagsAdd(range, ["\\Seen"], { uid: true });
    return requireOpen(reading);
  }
  const target = mailbox.move_to as string;
  // The library says no by `false`, and throws only when the connection breaks.
  let moved = Boolean(await client.messageMove(range, target, { uid: true }));
  if (!moved && (await makeFolder(client, target)))
    moved = Boolean(await client.messageMove(range, target, { uid: true }));
  requireOpen(reading);
  memory.stuck = moved ? null : new MailboxFault("folder", `${target}: the server moves no mails there.`);
}

const makeFolder = (client: ImapFlow, path: string): Promise<boolean> =>
  client.mailboxCreate(path).then(
    () => true,
    () => false,
  );

/** Whether the folder that mails are moved to is there again. */
export async function unstick(client: ImapFlow, mailbox: MailboxRow, memory: Memory): Promise<void> {
  if (!memory.stuck || mailbox.move_to === null) return;
  const there = await client.status(mailbox.move_to, { messages: true }).catch(() => false as const);
  if (there) memory.stuck = null;
}

async function moveOn(reading: Reading, uid: number, withMail: boolean): Promise<void> {
  const { context, mailbox, folder, place } = reading;
  if (uid <= place.lastUid && !withMail) return;
  place.lastUid = Math.max(place.lastUid, uid);
  await savePlace(context.db, mailbox.id, folder, place, withMail);
}

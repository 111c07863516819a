// What is being written is kept on the server, seen by colleagues, and lost to nobody.
import { afterAll, beforeAll, expect, test } from "vitest";
import { forgetOldUploads, putBackDraft, removeSentDraft } from "../../server/core/conversations/index.ts";
import { closedQueue, newTicket, signedInPerson, type TestPerson } from "../support/agents.ts";
import { type Api, secondProcess, startDesk, type TestDesk, until } from "../support/desk.ts";
import { listen } from "../support/live.ts";

let desk: TestDesk;
let admin: Api;
let jana: TestPerson;
let radek: TestPerson;
beforeAll(async () => {
  desk = await startDesk({ only: "web" });
  admin = await desk.api();
  jana = await signedInPerson(desk, "Jana");
  radek = await signedInPerson(desk, "Radek");
});
afterAll(() => desk?.stop());

const write = (api: Api, ticket: string, body: string, version: number | null, more: object = {}) =>
  api("PUT", `/tickets/${ticket}/draft`, { kind: "reply", body, version, ...more });

test("a draft is kept with all that belongs to it, and its colleagues read it", async () => {
  const ticket = await newTicket(admin);
  const upload = "draft-file-000000000001";
  const headers = { "content-type": "text/plain", "x-file-name": "log.txt" };
  await jana.api("PUT", `/attachments/${upload}`, "some lines", headers);
  const more = { to: ["anna.nova@acme.example"], cc: [], uploads: [upload], since: 1 };
  const saved = await write(jana.api, ticket, "Dear **Anna**,", null, more);
  expect(saved.status).toBe(200);
  expect(saved.body.draft).toMatchObject({
    ticket,
    subject: "The printer is dead",
    author: { id: jana.id, name: "Jana" },
    mine: true,
    body: "Dear **Anna**,",
    version: 1,
    ...more,
    uploads: [{ id: upload, name: "log.txt", type: "text/plain", size: 10 }],
  });
  const seen = await radek.api("GET", `/tickets/${ticket}/drafts`);
  expect(seen.body.items).toMatchObject([{ body: "Dear **Anna**,", mine: false, author: { name: "Jana" } }]);
  expect((await radek.api("GET", "/drafts")).body.items).toEqual([]);
  expect((await jana.api("GET", "/drafts")).body.items).toHaveLength(1);

  const { db } = desk.running.desk.database;
  await db
    .updateTable("uploads")
    .set({ created_at: new Date(0) })
    .execute();
  await forgetOldUploads(db);
  const note = await jana.api("POST", `/tickets/${ticket}/messages`, { kind: "note", body: "kept", uploads: [upload] });
  expect(note.status).toBe(201);
});

test("a window goes on only with what it has seen", async () => {
  const ticket = await newTicket(admin);
  expect((await write(jana.api, ticket, "one", null)).body.draft.version).toBe(1);
  expect((await write(jana.api, ticket, "one two", 1)).body.draft.version).toBe(2);
  const late = await write(jana.api, ticket, "other", 1);
  expect(late.status).toBe(409);
  expect(late.body.error).toMatchObject({ code: "draft_changed", fields: { version: "is 2 now" } });
  const again = await write(jana.api, ticket, "one two", 1);
  expect(again.body.draft.version, "a lost answer may be asked for again").toBe(2);
  expect((await write(jana.api, ticket, " \n", 2)).body.draft, "without text it is removed").toBeNull();
  const gone = await write(jana.api, ticket, "one two three", 2);
  expect(gone.body.error).toMatchObject({ code: "draft_changed", fields: { version: "is gone" } });
  expect((await jana.api("DELETE", `/tickets/${ticket}/draft`)).status).toBe(204);
  expect((await jana.api("GET", `/tickets/${ticket}/drafts`)).body.items).toEqual([]);
});

test("of two windows that save at once one wins, each time, and the other is told", async () => {
  const ticket = await newTicket(admin);
  let version: number | null = null;
  for (let round = 0; round < 10; round++) {
    const texts = [0, 1, 2].map((window) => `round ${round}, window ${window}`);
    const answers = await Promise.all(texts.map((text) => write(jana.api, ticket, text, version)));
    const won = answers.filter((answer) => answer.status === 200);
    expect(won).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(2);
    version = won[0]?.body.draft.version;
    const { items } = (await jana.api("GET", `/tickets/${ticket}/drafts`)).body;
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ version, body: won[0]?.body.draft.body });
  }
});

test("a colleague takes a draft over with its files; its author's window is told", async () => {
  const ticket = await newTicket(admin);
  const upload = "draft-file-000000000002";
  await jana.api("PUT", `/attachments/${upload}`, "for you", { "content-type": "text/plain" });
  const words = (id: string) => `half a thought ![pic](upload:${id})`;
  const draft = (await write(jana.api, ticket, words(upload), null, { uploads: [upload] })).body.draft;
  const path = `/tickets/${ticket}/drafts/${draft.id}/take`;
  await write(radek.api, ticket, "mine", null);
  expect((await radek.api("POST", path)).body.error.code).toBe("draft_exists");
  await radek.api("DELETE", `/tickets/${ticket}/draft`);
  const taken = await radek.api("POST", path);
  const [file] = taken.body.uploads;
  expect(file.id).not.toBe(upload);
  expect(taken.body).toMatchObject({ mine: true, body: words(file.id), version: 2 });
  const sent = { kind: "note", body: "half a thought", uploads: [file.id] };
  expect((await radek.api("POST", `/tickets/${ticket}/messages`, sent)).body.attachments).toHaveLength(1);
  expect((await write(jana.api, ticket, "half a thought more", 1)).status).toBe(409);
  const other = await newTicket(admin);
  expect((await jana.api("POST", `/tickets/${other}/drafts/${draft.id}/take`)).status).toBe(404);
});

test("sending removes what was sent and nothing that came later; what is called back is a draft again", async () => {
  const ticket = await newTicket(admin);
  const { database } = desk.running.desk;
  const row = await database.db
    .selectFrom("tickets")
    .select("id")
    .where("number", "=", ticket)
    .executeTakeFirstOrThrow();
  const place = { ticketId: row.id };
  await write(jana.api, ticket, "first", null);
  await write(jana.api, ticket, "first and more", 1);
  await database.transact((trx) => removeSentDraft(trx, place, jana.id, 1));
  expect(
    (await jana.api("GET", "/drafts")).body.items.filter((each: { ticket: string }) => each.ticket === ticket),
  ).toHaveLength(1);
  await database.transact((trx) => removeSentDraft(trx, place, jana.id, 2));
  const content = { kind: "reply" as const, body: "called back", to: null, cc: null, uploads: [], since: null };
  await database.transact((trx) => putBackDraft(trx, place, jana.id, content));
  await database.transact((trx) => putBackDraft(trx, place, jana.id, { ...content, body: "this too" }));
  const { items } = (await jana.api("GET", `/tickets/${ticket}/drafts`)).body;
  expect(items).toMatchObject([{ body: "this too\n\ncalled back" }]);
});

test("a conversation has drafts as a ticket has", async () => {
  const ticket = await newTicket(admin);
  const [conversation] = (await admin("GET", `/tickets/${ticket}`)).body.conversations;
  const path = `/conversations/${conversation}/draft`;
  const saved = await jana.api("PUT", path, { kind: "note", body: "later", version: null });
  expect(saved.body.draft).toMatchObject({ ticket: null, conversation, kind: "note" });
  expect((await radek.api("GET", `${path}s`)).body.items).toHaveLength(1);
  expect((await radek.api("POST", `${path}s/${saved.body.draft.id}/take`)).body.mine).toBe(true);
  expect((await radek.api("DELETE", path)).status).toBe(204);
});

test.each([
  ["kind", { kind: "shout", body: "x", version: null }],
  ["version", { kind: "reply", body: "x" }],
  ["version", { kind: "reply", body: "x", version: 0 }],
  ["body", { kind: "reply", version: null }],
  ["uploads", { kind: "reply", body: "x", version: null, uploads: ["never-uploaded-by-me"] }],
  ["to", { kind: "reply", body: "x", version: null, to: "somebody" }],
])("a wrong %s is refused and named", async (field, body) => {
  const ticket = await newTicket(admin);
  const answer = await jana.api("PUT", `/tickets/${ticket}/draft`, body);
  expect([400, 422]).toContain(answer.status);
  expect(Object.keys(answer.body.error.fields).join()).toContain(field);
});

test("whoever may see the ticket is told of drafts as they change, and nobody else, not even a moment after he lost it", async () => {
  const { queue, team } = await closedQueue(admin, "Vault", [jana]);
  const ticket = await newTicket(admin, { queue });
  const open = await newTicket(admin);
  const insider = await listen(desk.url, jana.credentials);
  const outsider = await listen(desk.url, radek.credentials);
  await write(jana.api, ticket, "a secret", null);
  await until("the draft", async () => insider.told("draft").length > 0);
  expect(insider.told("draft").at(-1)).toMatchObject({
    ticket,
    conversation: null,
    drafts: [{ author: { id: jana.id, name: "Jana" }, kind: "reply", version: 1 }],
  });
  expect((await radek.api("GET", `/tickets/${ticket}/drafts`)).status).toBe(404);
  expect((await radek.api("PUT", `/tickets/${ticket}/draft`, { kind: "note", body: "x", version: null })).status).toBe(
    404,
  );

  await admin("PATCH", `/teams/${team}`, { members: [] });
  expect(
    (await jana.api("GET", "/drafts")).body.items.some((draft: { ticket: string }) => draft.ticket === ticket),
  ).toBe(false);
  await desk.running.desk.database.transact((trx) => removeVaultDraft(trx));
  await write(radek.api, open, "no secret", null);
  for (const stream of [insider, outsider])
    await until("the open draft", async () => stream.told("draft").some((each) => each.ticket === open));
  expect(outsider.told("draft").some((each) => each.ticket === ticket)).toBe(false);
  expect(insider.told("draft").filter((each) => each.ticket === ticket)).toHaveLength(1);
  insider.close();
  outsider.close();

  async function removeVaultDraft(trx: Parameters<typeof removeSentDraft>[0]): Promise<void> {
    const row = await trx.selectFrom("tickets").select("id").where("number", "=", ticket).executeTakeFirstOrThrow();
    await removeSentDraft(trx, { ticketId: row.id }, jana.id, 9);
  }
});

test("another process of the desk tells it too", async () => {
  const second = await secondProcess(desk);
  const ticket = await newTicket(admin);
  const stream = await listen(second.url, radek.credentials);
  await write(jana.api, ticket, "here", null);
  await until("the draft", async () => stream.told("draft").some((each) => each.ticket === ticket));
  stream.close();
  await second.stop();
});

import { expect, test, vi } from "vitest";
import type { SaveDraft, Draft as ServerDraft } from "../../shared/drafts/schema.ts";
import { ApiError } from "../lib/api.ts";
import { type Draft, emptyDraft } from "./draft.ts";
import { createDraftBox } from "./draft-box.ts";

/** The server's side of one draft, with a line that can be cut. */
function fakeServer(first: ServerDraft | null = null) {
  const state = { stored: first, up: true, puts: [] as SaveDraft[] };
  return {
    state,
    put: async (input: SaveDraft) => {
      state.puts.push(input);
      if (!state.up) throw new ApiError(0, "network", "dead");
      if ((state.stored?.version ?? null) !== input.version) throw new ApiError(409, "draft_changed", "changed");
      state.stored = input.body ? serverDraft(input.body, (input.version ?? 0) + 1) : null;
      return { draft: state.stored };
    },
    mine: async () => state.stored,
  };
}

const serverDraft = (body: string, version: number): ServerDraft => ({
  id: "1",
  ticket: "2026",
  conversation: null,
  subject: "Printer",
  author: { id: "7", name: "Radek", email: null },
  mine: true,
  kind: "reply",
  body,
  to: null,
  cc: null,
  uploads: [],
  since: 1,
  version,
  updatedAt: "2026-11-21T12:00:00.000Z",
});

function box(server = fakeServer(), initial: Draft | null = null) {
  const kept: (Draft | null)[] = [];
  const made = createDraftBox({ server, initial, keep: (draft) => kept.push(draft), delayMs: 5, retryMs: 5 });
  return { server, kept, ...made };
}

test("kept here at the first stroke, on the server from the second", async () => {
  const it = box();
  it.write({ body: "H" });
  expect(it.kept.at(-1)?.body).toBe("H");
  it.write({ body: "He" });
  await vi.waitFor(() => expect(it.get().status).toBe("saved"));
  expect(it.server.state.puts.map(({ body }) => body)).toEqual(["He"]);
  expect(it.get().draft).toMatchObject({ version: 1, dirty: false });
});

test("a dead network keeps the text here and sends it when it is back", async () => {
  const it = box();
  it.server.state.up = false;
  it.write({ body: "Hello" });
  await vi.waitFor(() => expect(it.get().status).toBe("offline"));
  expect(it.kept.at(-1)).toMatchObject({ body: "Hello", dirty: true });
  it.server.state.up = true;
  await vi.waitFor(() => expect(it.get().status).toBe("saved"));
  expect(it.server.state.stored?.body).toBe("Hello");
});

test("what another tab wrote is not overwritten: both texts are shown, and the chosen one stays", async () => {
  const it = box(fakeServer(serverDraft("From the other tab", 5)), { ...emptyDraft, body: "Mine", version: 4 });
  it.write({ body: "Mine, longer" });
  await vi.waitFor(() => expect(it.get().theirs?.body).toBe("From the other tab"));
  expect(it.server.state.stored?.body).toBe("From the other tab");
  it.choose("mine");
  await vi.waitFor(() => expect(it.server.state.stored?.body).toBe("Mine, longer"));
  expect(it.get().theirs).toBeNull();
});

test("the other text can be chosen as well", async () => {
  const it = box(fakeServer(serverDraft("Theirs", 5)), { ...emptyDraft, body: "Mine", version: 4 });
  it.write({ body: "Mine, longer" });
  await vi.waitFor(() => expect(it.get().theirs).not.toBeNull());
  it.choose("theirs");
  expect(it.get().draft).toMatchObject({ body: "Theirs", version: 5, dirty: false });
});

test("a fresh browser takes what the server has; one with newer words keeps them", async () => {
  const fresh = box(fakeServer(serverDraft("Begun elsewhere", 2)));
  fresh.meet(serverDraft("Begun elsewhere", 2));
  expect(fresh.get().draft.body).toBe("Begun elsewhere");

  const server = fakeServer(serverDraft("Old", 2));
  const offline = box(server, { ...emptyDraft, body: "Old and more", version: 2, dirty: true });
  offline.meet(serverDraft("Old", 2));
  await vi.waitFor(() => expect(server.state.stored?.body).toBe("Old and more"));
});

test("a draft that was sent or removed elsewhere goes here, too", () => {
  const it = box(fakeServer(), { ...emptyDraft, body: "Sent by the other tab", version: 3 });
  it.meet(null);
  expect(it.get().draft.body).toBe("");
});

test("what is being sent is gone here, and leaves by the version that the server has at last", async () => {
  const it = box();
  it.write({ body: "Hello" });
  await vi.waitFor(() => expect(it.server.state.puts).toHaveLength(1));
  it.write({ body: "Hello Jana" });
  const left = it.leave("reply");
  expect(it.get().draft.body).toBe("");
  expect(await left).toBe(1);
  // The server still tells of it until the message is there: it does not come back.
  it.meet(serverDraft("Hello", 1));
  expect(it.get().draft.body).toBe("");
  expect(it.server.state.puts).toHaveLength(1);
  // Gone there; then the text is put back (the customer wrote first), counted from one again.
  it.meet(null);
  it.meet(serverDraft("Hello", 1));
  expect(it.get().draft.body).toBe("Hello");
});

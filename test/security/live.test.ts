// S13: the live stream and the feed tell each only what he may see, and stop within two seconds when a right is gone.
// Also here: one conversation that holds tickets of different people.
import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "../support/desk.ts";
import { buildWorld, type World, words } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(() => world?.desk.stop());

interface Stream {
  status: number;
  heard: () => string;
  /** Milliseconds until the other side closed it; rejects after `limit`. */
  ended: (limit: number) => Promise<number>;
  close: () => void;
}

async function listen(credentials: Record<string, string>, lastEventId?: string): Promise<Stream> {
  const control = new AbortController();
  const response = await fetch(`${world.desk.url}/api/v1/live`, {
    headers: { ...credentials, ...(lastEventId && { "last-event-id": lastEventId }) },
    signal: control.signal,
  });
  let text = "";
  const over = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk as Uint8Array, { stream: true });
  })().catch(() => {});
  return {
    status: response.status,
    heard: () => text,
    async ended(limit) {
      const began = Date.now();
      const late = new Promise<never>((_resolve, reject) => {
        setTimeout(() => reject(new Error(`still open after ${limit} ms`)), limit).unref();
      });
      await Promise.race([over, late]);
      return Date.now() - began;
    },
    close: () => control.abort(),
  };
}

const fromTheBeginning = "0-0-0";

const noteOn = (ticket: string, body: string) =>
  world.clients["agent inside"]("POST", `/tickets/${ticket}/messages`, { kind: "note", body });

test("who may not listen gets no stream", async () => {
  const closed: [string, number][] = [
    ["anonymous", 401],
    ["anna", 403],
    ["manager", 403],
    ["ex-agent", 401],
    ["customer token", 403],
  ];
  for (const [actor, status] of closed) {
    const stream = await listen(world.credentials[actor as "anna"]);
    expect(stream.status, actor).toBe(status);
    stream.close();
  }
});

test("an agent hears of open queues and nothing of one that is kept from him, from now on or from the beginning", async () => {
  const streams = [
    await listen(world.credentials["agent outside"]),
    await listen(world.credentials["agent outside"], fromTheBeginning),
    await listen(world.credentials["agent token"], fromTheBeginning),
  ];
  const insider = await listen(world.credentials["agent inside"], fromTheBeginning);
  await noteOn(world.things.vault.ticket, "secret");
  await world.api("PATCH", `/tickets/${world.things.vault.ticket}`, { subject: `New ${words.vault}` });
  await world.api("PATCH", `/queues/${world.things.vault.queue}`, { name: `Vaults ${words.queueName}` });
  await noteOn(world.things.globex.ticket, "open");
  await until("the event of the open queue", async () =>
    streams.every((stream) => stream.heard().includes(`"ticket":"${world.things.globex.ticket}"`)),
  );
  await until("the insider's news", async () => insider.heard().includes(words.vault));
  for (const stream of streams) {
    for (const hidden of [
      words.vault,
      words.queueName,
      `"ticket":"${world.things.vault.ticket}"`,
      "identity.",
      "mail.",
    ])
      expect(stream.heard()).not.toContain(hidden);
    stream.close();
  }
  // What was before he came is heard by who asks for it: else the silence above would prove nothing.
  expect(streams[1]?.heard()).toContain('"kind":"ticket.opened"');
  insider.close();
});

test("nothing else opens another channel: fifty wrong ways to ask", async () => {
  const positions = ["x", "-1", "0", "9".repeat(40), "0-0; drop", "'", "0-0\u00e9", "1e3-0", "-", "0--1"];
  for (const [index, position] of Array.from({ length: 50 }, (_, i) => [i, positions[i % 10]] as const)) {
    const query = `?channel=ticket:${world.things.vault.ticket}&n=${index}`;
    const response = await fetch(`${world.desk.url}/api/v1/live${query}`, {
      headers: { ...world.credentials.bob, "last-event-id": encodeURIComponent(position ?? "") },
    });
    expect(response.status).toBe(403);
    await response.text();
  }
});

const withdrawals: [what: string, actor: "agent outside" | "agent token", take: () => Promise<unknown>][] = [
  [
    "his role",
    "agent outside",
    () => world.api("PATCH", `/people/${world.ids["outside@desk.example"]}`, { roles: ["customer"] }),
  ],
  [
    "his account",
    "agent outside",
    () => world.api("PATCH", `/people/${world.ids["outside@desk.example"]}`, { active: false }),
  ],
  ["the token", "agent token", revokeAgentToken],
];
test.each(withdrawals)("a stream ends within two seconds when %s is taken away", async (_what, actor, take) => {
  await world.api("PATCH", `/people/${world.ids["outside@desk.example"]}`, { roles: ["agent"], active: true });
  const stream = await listen(world.credentials[actor]);
  expect(stream.status).toBe(200);
  await take();
  expect(await stream.ended(2000)).toBeLessThan(2000);
  expect((await world.clients[actor]("GET", "/events")).status).not.toBe(200);
});

async function revokeAgentToken(): Promise<void> {
  const { items } = (await world.api("GET", "/tokens")).body;
  const token = items.find((each: { name: string }) => each.name === "matrix agent");
  await world.api("DELETE", `/tokens/${token.id}`);
}

test("an agent who leaves a team hears no more of its queue, and his stream stays", async () => {
  const stream = await listen(world.credentials["agent inside"]);
  await world.api("PATCH", `/teams/${world.things.vault.team}`, { members: [] });
  await world.api("PATCH", `/tickets/${world.things.vault.ticket}`, { subject: "after he left" });
  await noteOn(world.things.globex.ticket, "still heard");
  await until("the open queue", async () => stream.heard().includes(`"ticket":"${world.things.globex.ticket}"`));
  expect(stream.heard()).not.toContain("after he left");
  stream.close();
  await world.api("PATCH", `/teams/${world.things.vault.team}`, { members: [world.ids["inside@desk.example"]] });
});

test("in one conversation with two tickets, each reader sees the messages of his own", async () => {
  const { anna, bob } = world.clients;
  const { things, api, desk } = world;
  await api("PATCH", `/people/${world.ids["outside@desk.example"]}`, { roles: ["agent"], active: true });
  const first = things.acme;
  expect((await api("PATCH", `/tickets/${first.ticket}`, { state: "closed" })).status).toBe(200);
  await api("PATCH", `/tickets/${first.ticket}`, { queue: things.vault.queue });
  const replyTo = await until(
    "the reply's address",
    async () =>
      desk.smarthost.received.find((mail) => mail.mail.subject?.includes(words.acme) && mail.mail.replyTo)?.mail.replyTo
        ?.value[0]?.address,
  );
  // A closed ticket's customer writes again, after the time in which it would go on: a second ticket of the same talk.
  await api("PATCH", "/settings", { mail: { reopenDays: 0 } });
  await desk.send({ from: "anna@acme.example", to: replyTo, subject: "And for us?", text: "zqanewqz" });
  const second = await until("the second ticket", async () =>
    (await anna("GET", "/tickets")).body.items.find((ticket: { subject: string }) =>
      ticket.subject.includes("And for us"),
    ),
  );
  expect(second.number).not.toBe(first.ticket);
  expect(JSON.stringify((await anna("GET", `/tickets/${second.number}/messages`)).body)).toContain("zqanewqz");
  for (const path of [
    `/messages/${first.message}/html`,
    `/attachments/${first.attachment}`,
    `/tickets/${second.number}`,
  ])
    expect((await bob("GET", path)).status, path).toBe(404);
  const outside = world.clients["agent outside"];
  for (const path of [`/conversations/${first.conversation}`, `/conversations/${first.conversation}/messages`]) {
    const answer = await outside("GET", path);
    expect(answer.status, path).toBe(200);
    expect(JSON.stringify(answer.body.items ?? answer.body.tickets), path).not.toContain(words.acme);
  }
  for (const path of [`/messages/${first.message}/raw`, `/attachments/${first.noteAttachment}`])
    expect((await outside("GET", path)).status, path).toBe(404);
});

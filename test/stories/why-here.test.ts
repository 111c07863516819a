// "Why is this message here?" (B12): what agents did with it is told too, as long as it stands.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";

let desk: TestDesk;
let api: Api;

beforeAll(async () => {
  desk = await startDesk();
  api = await desk.api();
});
afterAll(() => desk?.stop());

async function ticketBy(subject: string): Promise<{ number: string; messages: { id: string; kind: string }[] }> {
  await desk.send({ from: "jana@acme.example", subject, text: `Please help: ${subject}.` });
  const found = await until("ticket", async () => (await api("GET", `/tickets?q=${subject}`)).body.items[0]);
  await api("POST", `/tickets/${found.number}/messages`, { kind: "note", body: "Looked at it." });
  const { items } = (await api("GET", `/tickets/${found.number}/messages`)).body;
  return { number: found.number, messages: items };
}
const movesOf = async (id: string) =>
  (await api("GET", `/messages/${id}/threading`)).body.moves.map(({ kind, from, to }: Record<string, string>) => [
    kind,
    from,
    to,
  ]);

test("moved, made a ticket of, merged, and back: what stands is told, and where it cannot be seen it is not", async () => {
  const [one, other] = [await ticketBy("Aardvark"), await ticketBy("Buffalo")];
  const mail = one.messages.find(({ kind }) => kind === "inbound") as { id: string };
  expect(await movesOf(mail.id)).toEqual([]);
  const moved = await api("POST", `/tickets/${one.number}/move`, { messages: [mail.id], to: other.number });
  expect(moved.status, JSON.stringify(moved.body)).toBeLessThan(300);
  expect(await movesOf(mail.id)).toEqual([["moved", one.number, other.number]]);
  await api("POST", `/operations/${moved.body.operation}/undo`);
  expect(await movesOf(mail.id)).toEqual([]);

  const split = await api("POST", `/tickets/${one.number}/split`, { messages: [mail.id] });
  const made = split.body.tickets
    .map(({ number }: { number: string }) => number)
    .find((number: string) => number !== one.number);
  expect(await movesOf(mail.id)).toEqual([["made", one.number, made]]);
  await api("POST", `/tickets/${made}/merge`, { into: other.number });
  expect(await movesOf(mail.id)).toEqual([["merged", made, other.number]]);
});

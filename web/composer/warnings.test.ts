import { expect, test } from "vitest";
import type { Message } from "../../shared/conversations/schema.ts";
import { gapsIn, speaksOfFiles, warningsBefore } from "./warnings.ts";

test.each([
  ["The log is attached.", true],
  ["Please find the attachment below", true],
  ["Я приложил протокол", true],
  ["Файл во вложении.", true],
  ["Přikládám fakturu", true],
  ["Faktura je v příloze.", true],
  ["แนบไฟล์มาด้วยครับ", true],
  ["The detached house", false],
  ["Эта возможность", false],
  ["> The log is attached.\n\nThanks, got it", false],
  ["Приложение не открывается", false],
])("%j speaks of files: %s", (text, speaks) => {
  expect(speaksOfFiles(text)).toBe(speaks);
});

test("gaps are what a canned reply could not fill in", () => {
  expect(gapsIn("Hello ‹customer.firstName›, about ‹ticket.subject›")).toEqual([
    "customer.firstName",
    "ticket.subject",
  ]);
  expect(gapsIn("a < b > c")).toEqual([]);
});

const said = (kind: Message["kind"], id: string, name: string, automatic = false) =>
  ({ kind, automatic, author: { id, name, email: null }, from: null }) as Message;
const draft = { body: "Hello", uploads: [], since: 1, begun: "reply" as const };
const asked = [said("inbound", "1", "Jana")];
const before = (changes: object = {}) =>
  warningsBefore({ draft, kind: "reply", messages: asked, me: "9", answering: [], ...changes }).map(({ kind }) => kind);

test("nothing is asked when nothing happened", () => {
  expect(before()).toEqual([]);
  expect(before({ messages: [...asked, said("outbound", "9", "Me")] })).toEqual([]);
  expect(before({ messages: [...asked, said("outbound", "1", "Listek", true)] })).toEqual([]);
});

test("a colleague's answer and the customer's news are two different things", () => {
  const messages = [...asked, said("outbound", "2", "Eva"), said("inbound", "1", "Jana")];
  expect(before({ messages })).toEqual(["answered", "newMessages"]);
  expect(before({ messages, kind: "note" })).toEqual(["newMessages"]);
});

test("an address that takes no mail", () => {
  const to = { recipients: ["Anna@acme.example", "eva@acme.example"], takesNoMail: ["anna@acme.example"] };
  expect(before(to)).toEqual(["noMail"]);
  expect(before({ ...to, kind: "note" })).toEqual([]);
  expect(before({ ...to, recipients: ["eva@acme.example"] })).toEqual([]);
});

test("a colleague at work, a note that became a reply, a missing file", () => {
  expect(before({ answering: [{ name: "Eva" }] })).toEqual(["answering"]);
  expect(before({ answering: [{ name: "Eva" }], kind: "note" })).toEqual([]);
  expect(before({ draft: { ...draft, begun: "note" } })).toEqual(["wasNote"]);
  expect(before({ draft: { ...draft, body: "See attached" } })).toEqual(["noFile"]);
  expect(before({ draft: { ...draft, body: "Hello ‹customer.name›" } })).toEqual(["gap"]);
});

import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "./parse.ts";
import type { ParsedMail } from "./parsed-mail.ts";

const folder = new URL("./fixtures/", import.meta.url);
const fixtures = readdirSync(folder).filter((file) => file.endsWith(".eml"));
const raw = (file: string) => readFileSync(new URL(file, folder));
const letter = (text: string) => parse(Buffer.from(text));

describe("parse", () => {
  it.each(fixtures)("reads %s", (file) => {
    const expected = JSON.parse(raw(file.replace(".eml", ".json")).toString());
    expect(parse(raw(file))).toMatchObject(expected);
  });

  it("takes binary attachments byte by byte", () => {
    const bytes = Buffer.from([...Array(256).keys(), 13, 10, 13, 13, 10, 10]);
    const head =
      "Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n\r\n";
    const mail = parse(Buffer.concat([Buffer.from(head), bytes, Buffer.from("\r\n--B--\r\n")]));
    expect(Buffer.from(mail.attachments[0]?.content ?? [])).toEqual(bytes);
  });

  it("skips what a boundary merely resembles", () => {
    const mail = letter(
      "Content-Type: multipart/mixed; boundary=ab\n\n--ab\n\none\n--abc\n--a\ntwo\n--ab  \n\nthree\n--ab--\nepilogue",
    );
    expect(mail.text).toBe("one\n--abc\n--a\ntwo\nthree");
  });

  it("takes a field with an endless name for a field", () => {
    const mail = letter(`X-${"Very-Long-".repeat(2_000)}Header: x\nFrom: real@b.cz\nSubject: s\n\ntext`);
    expect(mail).toMatchObject({ from: { address: "real@b.cz" }, subject: "s", text: "text", problems: [] });
  });

  it("reads a mail without a header, one without a body and one without anything", () => {
    expect(letter("just words\n")).toMatchObject({ from: null, subject: "", text: "just words\n" });
    expect(letter("Subject: x")).toMatchObject({ subject: "x", text: "" });
    expect(letter("")).toMatchObject({ from: null, subject: "", text: "", problems: [] });
  });

  it.each([
    ["From: =?utf-8?Q?a=40evil.example?= <real@b.cz>", { address: "real@b.cz", name: "a@evil.example" }],
    ["From: <real@b.cz> (Jan)", { address: "real@b.cz", name: "Jan" }],
    ["From: real@b.cz", { address: "real@b.cz", name: "" }],
    ['From: "a@evil.example" <real@b.cz>', { address: "real@b.cz", name: "a@evil.example" }],
    ['From: "a@evil.example"@b.cz', { address: '"a@evil.example"@b.cz', name: "" }],
    ["From: =?utf-8?B?PGFAZXZpbC5leGFtcGxlPg==?=@b.cz", null],
    ["From: =?iso-8859-1?Q?B=FCrling, Andreas?= <real@b.cz>", { address: "real@b.cz", name: "Bürling, Andreas" }],
    ["From: =?utf-8?Q?Jan_<a@evil.example>?= <real@b.cz>", { address: "real@b.cz", name: "Jan <a@evil.example>" }],
    ["From: Jan", null],
    ["From: undisclosed-recipients:;", null],
    ["From: real@b.cz\nFrom: second@b.cz", { address: "real@b.cz", name: "" }],
  ])("finds the sender in %j", (header, from) => {
    const found = letter(`${header}\n\nx`).from;
    if (from) expect(found).toEqual(from);
    else expect(found?.address ?? "").not.toMatch(/evil\.example$/);
  });

  it.each([
    ["Mon, 1 Jun 2026 10:22:33 +0200", "2026-06-01T08:22:33.000Z"],
    ["1 Jun 26 10:22 EST", "2026-06-01T15:22:00.000Z"],
    ["Mon, 01 Jun 2026 10:22:33 GMT (comment)", "2026-06-01T10:22:33.000Z"],
    ["2026-06-01T10:22:33Z", "2026-06-01T10:22:33.000Z"],
    ["yesterday", null],
    ["Mon, 99 Foo 2026 99:99", null],
    ["1 Jan 9999 00:00:00 +0000", null],
  ])("reads the date %j", (date, iso) => {
    expect(letter(`Date: ${date}\n\nx`).date).toBe(iso);
  });

  it("gives PostgreSQL only text that it takes, whatever the bytes (T11)", () => {
    const mutation = fc.record({
      at: fc.nat(),
      byte: fc.nat(255),
      cut: fc.nat(),
      way: fc.constantFrom("set", "cut", "drop"),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...fixtures),
        fc.array(mutation, { minLength: 1, maxLength: 30 }),
        (file, mutations) => {
          let bytes = Buffer.from(raw(file));
          for (const { at, byte, cut, way } of mutations) {
            if (bytes.length === 0) break;
            if (way === "set") bytes[at % bytes.length] = byte;
            else if (way === "cut" && cut % 10 === 0) bytes = bytes.subarray(0, at % bytes.length);
            else bytes = Buffer.concat([bytes.subarray(0, at % bytes.length), bytes.subarray((at % bytes.length) + 1)]);
          }
          const mail = parse(bytes);
          expect(mail.why).not.toBe("unreadable");
          expect(badText(mail)).toEqual([]);
          // Tags and names of attributes; what stands between quotes or tags is only ever text.
          const markup = (mail.safeHtml ?? "").replace(/"[^"]*"/g, '""').match(/<[^>]*>/g) ?? [];
          expect(markup.join("")).not.toMatch(/<script|\son\w+\s*=/i);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

function badText(value: unknown): string[] {
  if (typeof value === "string") return value.includes("\0") || !value.isWellFormed() ? [value] : [];
  if (value instanceof Uint8Array || value === null || typeof value !== "object") return [];
  return Object.values(value satisfies object as ParsedMail).flatMap(badText);
}

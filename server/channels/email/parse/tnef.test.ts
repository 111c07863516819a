import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cpuMs } from "../../../../test/support/cpu.ts";
import { parse } from "./parse.ts";
import { textFromRtf, unpackRtf } from "./rtf.ts";
import { readTnef } from "./tnef.ts";

const mail = readFileSync(new URL("./fixtures/outlook-winmail-dat.eml", import.meta.url));
const packed = Buffer.from(/winmail\.dat"\r?\n\r?\n([A-Za-z0-9+/=\r\n]+)/.exec(mail.toString())?.[1] ?? "", "base64");
const asIs = (bytes: Buffer) => bytes.toString("latin1");

describe("winmail.dat", () => {
  it("gives its files, those of a message within it too, and its text", () => {
    const content = readTnef(packed);
    expect(content?.files.map(({ name, type, content: { length } }) => [name, type, length])).toEqual([
      ["Smlouva č. 5.pdf", "application/pdf", 12],
      ["old.txt", "application/octet-stream", 9],
      ["inner.bin", "application/octet-stream", 3],
    ]);
    expect(content?.text).toBe("hello world");
  });

  it("stays as it is when nothing can be made of it", () => {
    const raw = Buffer.from(mail.toString().replace(packed.toString("base64").slice(0, 20), "A".repeat(20)));
    expect(parse(raw).attachments.map(({ name }) => name)).toEqual(["winmail.dat"]);
  });

  it("never throws and gives no more than it holds, whatever its bytes", () => {
    const change = fc.record({ at: fc.nat(packed.length - 1), byte: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 20 }), fc.nat(packed.length), (changes, length) => {
        const bytes = Buffer.from(packed.subarray(0, Math.max(6, length)));
        for (const { at, byte } of changes) if (at >= 4 && at < bytes.length) bytes[at] = byte;
        const files = readTnef(bytes)?.files ?? [];
        expect(files.every(({ content }) => content.length <= bytes.length)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it("takes no time that grows beyond measure for counts that lie", () => {
    const head = Buffer.from("789f3e220100", "hex");
    const properties = Buffer.alloc(1_000_000, 0xff);
    const attribute = Buffer.alloc(9);
    attribute[0] = 1;
    attribute.writeUInt32LE(0x00069003, 1);
    attribute.writeUInt32LE(properties.length, 5);
    expect(cpuMs(() => readTnef(Buffer.concat([head, attribute, properties])))).toBeLessThan(1_000);
    const begins = Buffer.from("02029006000000000000000000", "hex").subarray(0, 11);
    const many = Buffer.concat([head, ...Array.from({ length: 100_000 }, () => begins)]);
    expect(cpuMs(() => readTnef(many))).toBeLessThan(1_000);
  });
});

describe("compressed RTF", () => {
  const example = "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0";

  it("that is cut or wrong gives what came before, and no error", () => {
    const bytes = Buffer.from(example, "hex");
    for (let length = 0; length < bytes.length; length++) unpackRtf(bytes.subarray(0, length), 1_000);
    expect(unpackRtf(bytes.subarray(0, 30), 1_000)?.toString()).toMatch(/^\{\\rtf1\\ansi/);
    expect(unpackRtf(Buffer.alloc(100, 0xff), 1_000)).toBeNull();
  });

  it("is unpacked as the specification's example", () => {
    expect(unpackRtf(Buffer.from(example, "hex"), 1_000)?.toString()).toBe(
      "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n",
    );
    expect(unpackRtf(Buffer.from(example, "hex"), 10)?.length).toBe(10);
  });

  it.each([
    ["{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\pard Hello\\par World\\tab !\\par}", "Hello\nWorld\t!\n"],
    ["{\\rtf1 \\u1044?\\u1072? \\'e9 \\{x\\}}", "Да é {x}"],
    ["{\\rtf1\\fromhtml1{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 Text{\\*\\htmltag72 </p>}}", "Text"],
    ["}}}{{{", ""],
  ])("%j says %j", (rtf, text) => {
    expect(textFromRtf(rtf, asIs)).toBe(text);
  });
});

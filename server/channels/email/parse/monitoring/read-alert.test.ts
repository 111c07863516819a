import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { cpuMs } from "../../../../../test/support/cpu.ts";
import { parse } from "../parse.ts";
import { readAlert } from "./read-alert.ts";

const folder = new URL("./fixtures/", import.meta.url);
const fixtures = readdirSync(folder).filter((file) => file.endsWith(".eml"));
const raw = (file: string) => readFileSync(new URL(file, folder));

describe("monitoring mail", () => {
  it.each(fixtures)("reads %s", (file) => {
    const expected = JSON.parse(raw(file.replace(".eml", ".json")).toString());
    const { kind, alert } = parse(raw(file));
    expect({ ...(expected.kind && { kind }), alert }).toEqual(expected);
  });

  it("gives up in time on what is made to be slow", () => {
    const hostile = [
      `${"a ".repeat(50_000)}:`,
      `Problem${": ".repeat(50_000)}`,
      `** PROBLEM ${"/".repeat(50_000)}`,
      `[PRTG] ${"down ".repeat(20_000)}`,
      `Check_MK: a/${"b ".repeat(50_000)}`,
    ];
    for (const text of hostile) {
      const mail = { subject: text.slice(0, 998), text: `${text}\n`.repeat(3) };
      expect(
        cpuMs(() => readAlert(mail)),
        text.slice(0, 20),
      ).toBeLessThan(1000);
    }
  });
});

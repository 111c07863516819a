import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "./parse.ts";

const lines = readFileSync(new URL("./fixtures/quoting-today.txt", import.meta.url), "utf8")
  .trim()
  .split("\n");
const cases = lines.filter((line) => !line.startsWith("#")).map((line) => line.split("\t"));

describe("the HTML by which mail programs of today quote", () => {
  it.each(cases)("%s in %s leaves what the person wrote", (_program, _language, written, answered, html = "") => {
    const { replyText, quoted } = parse(Buffer.from(`Content-Type: text/html; charset=utf-8\n\n${html}`));
    expect(replyText).toBe(written);
    expect(quoted).toContain(answered);
  });
});

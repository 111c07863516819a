import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mailParse } from "./cli.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "listek-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(files: string[], input = ""): Promise<{ exitCode: number; lines: Record<string, unknown>[] }> {
  const stdout = new PassThrough({ highWaterMark: 16 });
  const printed = stdout.toArray();
  const exitCode = await mailParse(files, Readable.from([Buffer.from(input)]), stdout);
  stdout.end();
  const text = Buffer.concat(await printed).toString();
  return {
    exitCode,
    lines: text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  };
}

describe("listek mail parse", () => {
  it("prints what the contract promises of the message on stdin", async () => {
    const { exitCode, lines } = await run(
      [],
      "From: Jan <jan@example.cz>\nTo: a@b.cz\nReply-To: eva@example.cz\nSubject: Hi\nMessage-ID: <1@x>\nIn-Reply-To: <0@x>\nReferences: <00@x> <0@x>\n\nThanks!\n",
    );
    expect(exitCode).toBe(0);
    expect(lines).toMatchObject([
      {
        file: "-",
        from: { address: "jan@example.cz", name: "Jan" },
        replyTo: { address: "eva@example.cz", name: "" },
        to: [{ address: "a@b.cz", name: "" }],
        cc: [],
        subject: "Hi",
        date: null,
        messageId: "1@x",
        inReplyTo: "0@x",
        references: ["00@x", "0@x"],
        text: "Thanks!\n",
        html: null,
        replyText: "Thanks!",
        attachments: [],
        kind: "person",
        thanks: true,
        language: "en",
      },
    ]);
  });

  it("prints a line for each file and says which it cannot read", async () => {
    const good = join(folder, "good.eml");
    const empty = join(folder, "empty.eml");
    await writeFile(good, "Subject: one\n\nx");
    await writeFile(empty, "");
    const { exitCode, lines } = await run([good, join(folder, "missing.eml"), empty]);
    expect(exitCode).toBe(1);
    expect(lines).toMatchObject([
      { file: good, subject: "one" },
      { error: expect.stringContaining("ENOENT") },
      { file: empty, from: null },
    ]);
  });
});

import { afterEach, describe, expect, it } from "vitest";
import { createParsePool, ParseCrash, type ParsePool, type ParsePoolOptions, ParseTimeout } from "./pool.ts";

const misbehaving = new URL("./test-workers/misbehaving-worker.ts", import.meta.url);
const pools: ParsePool[] = [];

function pool(options: ParsePoolOptions = {}): ParsePool {
  const created = createParsePool({ size: 1, ...options });
  pools.push(created);
  return created;
}

const bytes = (text: string) => new TextEncoder().encode(text);
const letter = bytes("From: Jan <jan@example.cz>\nSubject: Tiskárna\n\nNefunguje.\n");

afterEach(async () => {
  await Promise.all(pools.splice(0).map((each) => each.close()));
});

describe("the parse pool", () => {
  it("parses in a thread and leaves the caller its bytes", async () => {
    const mail = await pool().parse(letter);
    expect(mail).toMatchObject({ from: { address: "jan@example.cz" }, subject: "Tiskárna", text: "Nefunguje.\n" });
    expect(letter.length).toBeGreaterThan(0);
  });

  it("brings attachment bytes back whole", async () => {
    const content = Buffer.alloc(100_000, 7).toString("base64");
    const mail = await pool().parse(
      bytes(`Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n${content}`),
    );
    expect(mail.attachments[0]).toMatchObject({ name: "a.pdf", size: 100_000 });
    expect(Buffer.from(mail.attachments[0]?.content ?? []).equals(Buffer.alloc(100_000, 7))).toBe(true);
  });

  it("parses more mails than it has threads", async () => {
    const many = pool({ size: 2 });
    const mails = await Promise.all(Array.from({ length: 50 }, (_, n) => many.parse(bytes(`Subject: ${n}\n\nx`))));
    expect(mails.map((mail) => mail.subject)).toEqual(Array.from({ length: 50 }, (_, n) => String(n)));
  });

  it("gives up a mail that hangs, and goes on", async () => {
    const patient = pool({ workerUrl: misbehaving, timeoutMs: 1_500 });
    const hanging = patient.parse(bytes("hang\n"));
    const next = patient.parse(letter);
    await expect(hanging).rejects.toThrow(ParseTimeout);
    await expect(next).resolves.toMatchObject({ subject: "Tiskárna" });
  });

  it.each(["exit", "throw", "eat"])("survives a parser told to %s, and goes on", async (order) => {
    const sturdy = pool({ workerUrl: misbehaving, memoryMb: 64 });
    const failing = sturdy.parse(bytes(`${order}\n`));
    const next = sturdy.parse(letter);
    await expect(failing).rejects.toThrow(ParseCrash);
    await expect(next).resolves.toMatchObject({ subject: "Tiskárna" });
  });

  it("does not let one hanging mail hold up the other threads", async () => {
    const two = pool({ size: 2, workerUrl: misbehaving, timeoutMs: 3_000 });
    const hanging = two.parse(bytes("hang\n")).catch((error: Error) => error.name);
    const others = Promise.all(Array.from({ length: 10 }, () => two.parse(letter))).then(() => "others");
    expect(await Promise.race([hanging, others])).toBe("others");
    expect(await hanging).toBe("ParseTimeout");
  });

  it("stops idle threads and starts anew when needed", async () => {
    const lazy = pool({ idleMs: 50 });
    await lazy.parse(letter);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await expect(lazy.parse(letter)).resolves.toMatchObject({ subject: "Tiskárna" });
  });

  it("rejects what waits when it is closed", async () => {
    const closing = pool({ workerUrl: misbehaving });
    const running = expect(closing.parse(bytes("hang\n"))).rejects.toThrow(ParseCrash);
    const waiting = expect(closing.parse(letter)).rejects.toThrow(ParseCrash);
    await closing.close();
    await Promise.all([running, waiting]);
    await expect(closing.parse(letter)).rejects.toThrow(ParseCrash);
  });
});

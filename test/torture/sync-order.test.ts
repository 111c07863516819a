// T2: what the sender is told is on disk before he is told, and a file is on disk before a message names it.
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { holderOf, runningDatabase } from "../../server/platform/postgres/embedded.ts";
import { until } from "../support/desk.ts";
import { deskEnv, freePorts, type Ports, startDeskProcess, startListek } from "./support/desk-process.ts";
import { mailText } from "./support/journal.ts";
import { sendRaw } from "./support/raw-smtp.ts";
import { count, query } from "./support/reckoning.ts";

const deliveries = 48;
const canTrace = process.platform === "linux" && spawnSync("strace", ["-V"]).status === 0;

let data: string;
let ports: Ports;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "listek-order-"));
  ports = await freePorts();
});
afterAll(() => rm(data, { recursive: true, force: true }));

async function deliver(n: number, content: Buffer | null): Promise<void> {
  const id = `order-${n}-${randomBytes(4).toString("hex")}`;
  const raw = mailText(id, `${id}@torture.example`, `Order ${id}`, content);
  const answer = await sendRaw(
    { port: ports.smtp },
    { from: `${id}@torture.example`, to: ["support@desk.example"], raw },
  );
  expect(answer).toMatch(/^250/);
}

test("commit before 250, file and folder before the message that names the file", { timeout: 120_000 }, async () => {
  const order = join(data, "order");
  const env = { ...deskEnv(data, ports), ORDER_FILE: order };
  const desk = await startDeskProcess({ env, preload: "order.preload.ts" });
  try {
    for (let n = 0; n < deliveries; n++) await deliver(n, n % 4 === 0 ? randomBytes(500) : null);
    const url = runningDatabase(data) as string;
    await until("all read", async () => (await count(url, "inbound_mail where status = 'received'")) === 0, 60_000);
    for (const name of ["fsync", "synchronous_commit", "full_page_writes"])
      expect(await query(url, `select current_setting('${name}') as is`)).toEqual([{ is: "on" }]);
  } finally {
    await desk.kill("SIGKILL");
  }
  const lines = (await readFile(order, "utf8")).trim().split("\n");
  const tally = (what: string) => lines.filter((line) => line === what).length;
  expect(tally("250")).toBe(deliveries);
  expect(tally("attachment named")).toBe(deliveries / 4);
  let stored = 0;
  let told = 0;
  for (const line of lines) {
    if (line === "stored") stored++;
    if (line === "250") told++;
    expect(told).toBeLessThanOrEqual(stored);
  }
  fileStepsInOrder(lines);
});

/** Each message that names a file stands behind that file's own three steps: synced, renamed, folder synced. */
function fileStepsInOrder(lines: string[]): void {
  const done = { "file synced": 0, "file in place": 0, "folder synced": 0, "attachment named": 0 };
  for (const line of lines) {
    if (!(line in done)) continue;
    done[line as keyof typeof done]++;
    expect(done["file in place"]).toBeLessThanOrEqual(done["file synced"]);
    expect(done["attachment named"]).toBeLessThanOrEqual(Math.min(done["file in place"], done["folder synced"]));
  }
}

test.skipIf(!canTrace)(
  "seen from the kernel: a sync of the database lies before each 250",
  { timeout: 180_000 },
  async () => {
    const trace = join(data, "trace");
    const calls = "trace=fsync,fdatasync,write,writev,sendto";
    // The doors alone: nothing else in the desk writes, so that each sync belongs to a mail.
    const { said, exited } = startListek(["serve", "--only", "smtp"], {
      env: deskEnv(data, ports),
      under: ["strace", "-f", "-qq", "-s", "24", "-e", calls, "-o", trace],
    });
    await until("desk ready", async () => said().includes("  Data  "), 60_000);
    try {
      for (let n = 0; n < deliveries; n++) await deliver(n, null);
    } finally {
      // strace itself lets no signal end it while its child lives.
      process.kill(holderOf(data)?.pid as number, "SIGTERM");
      await exited;
    }
    let synced = false;
    let told = 0;
    for (const line of (await readFile(trace, "utf8")).split("\n")) {
      if (/(?:fsync|fdatasync)\(.*= 0|(?:fsync|fdatasync) resumed.*= 0/.test(line)) synced = true;
      if (!/"250 2\.0\.0 stored/.test(line)) continue;
      expect(synced).toBe(true);
      synced = false;
      told++;
    }
    expect(told).toBe(deliveries);
  },
);

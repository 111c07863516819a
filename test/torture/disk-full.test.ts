// T4: no space left. Senders are told to come again, nothing torn is ever seen, and when there is space again everything
// goes on by itself.
import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runningDatabase } from "../../server/platform/postgres/embedded.ts";
import { apiClient, until } from "../support/desk.ts";
import { chance } from "./support/chance.ts";
import { deskEnv, freePorts, listek, type Ports, startDeskProcess } from "./support/desk-process.ts";
import { Journal } from "./support/journal.ts";
import { outsideDesk } from "./support/outside-desk.ts";
import { sendRaw } from "./support/raw-smtp.ts";
import { count, query, reckon } from "./support/reckoning.ts";

let small: string;
const canMount = process.platform === "linux" && process.getuid?.() === 0 && mounts();

/** Some containers let not even root do it. */
function mounts(): boolean {
  const folder = fs.mkdtempSync(join(tmpdir(), "listek-mount-"));
  const done = spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]).status === 0;
  if (done) spawnSync("umount", [folder]);
  fs.rmSync(folder, { recursive: true, force: true });
  return done;
}

async function smallDisk(megabytes: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "listek-full-"));
  spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=755`, "tmpfs", folder]);
  return folder;
}

beforeEach(() => {
  small = "";
});
afterEach(async () => {
  if (!small) return;
  spawnSync("umount", ["-l", small]);
  await rm(small, { recursive: true, force: true });
});

/** Takes all the space that is left. */
function fill(): void {
  const file = fs.openSync(join(small, "ballast"), "a", 0o600);
  for (const size of [1 << 20, 4096]) {
    try {
      for (;;) fs.writeSync(file, Buffer.alloc(size));
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe("ENOSPC");
    }
  }
  fs.closeSync(file);
}

const freeSpace = (): Promise<void> => rm(join(small, "ballast"));

test.skipIf(!canMount)("the disk of the files is full", { timeout: 180_000 }, async () => {
  small = await smallDisk(64);
  const files = join(small, "files");
  const desk = await outsideDesk({ LISTEK_FILES: `file:${files}` });
  try {
    await desk.start();
    const { said } = await listek(["token", "create", "--name", "full", "--role", "administrator"], desk.env);
    const api = apiClient(`http://127.0.0.1:${desk.ports.http}`, { authorization: `Bearer ${said.trim()}` });
    fill();
    const content = randomBytes(300_000);
    const attachments = [{ name: "big.bin", type: "application/octet-stream", content: content.toString("base64") }];
    const wish = { subject: "With a file", body: "x", requester: { email: "a@acme.example" }, attachments };
    const refused = await api("POST", "/tickets", wish);
    expect(refused.status).toBe(507);
    expect(refused.body.error.code).toBe("disk_full");
    const upload = await fetch(`http://127.0.0.1:${desk.ports.http}/api/v1/attachments/${"a".repeat(32)}`, {
      method: "PUT",
      headers: { authorization: `Bearer ${said.trim()}`, "content-type": "application/octet-stream" },
      body: content,
    });
    expect(upload.status).toBe(507);
    // The mail itself is in the database, so it is taken; its file waits for space.
    const journal = new Journal(chance("disk full"));
    for (let each = 0; each < 4; each++) {
      const mail = journal.write("smtp");
      const answer = await sendRaw({ port: desk.ports.smtp }, { ...mail, to: ["support@desk.example"] });
      mail.accepted = answer.startsWith("250");
      expect(mail.accepted).toBe(true);
    }
    expect(await count(desk.url, "message_attachments")).toBe(0);
    await tornFiles(files);
    await new Promise((resolve) => setTimeout(resolve, 6000));
    await freeSpace();
    const freed = performance.now();
    await until(
      "all read",
      async () => (await count(desk.url, "inbound_mail where status = 'received'")) === 0,
      30_000,
    );
    console.log(`mail goes on ${Math.round(performance.now() - freed)} ms after there is space`);
    await rm(join(desk.data, "files"), { force: true, recursive: true });
    fs.symlinkSync(files, join(desk.data, "files"));
    await reckon(desk.url, desk.data, journal.mails);
    expect((await api("POST", "/tickets", wish)).status).toBe(201);
    await tornFiles(files);
  } finally {
    await desk.stop();
  }
});

/** Whatever bears the name of a content has that content, and nothing half written is left behind. */
async function tornFiles(root: string): Promise<void> {
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])) {
    if (!entry.isFile()) continue;
    const content = await readFile(join(entry.parentPath, entry.name));
    expect(entry.name).toBe(createHash("sha256").update(content).digest("hex"));
  }
}

test.skipIf(!canMount)("the disk of the database is full", { timeout: 240_000 }, async () => {
  // PostgreSQL needs some 60 MB to exist at all.
  small = await smallDisk(160);
  const ports: Ports = await freePorts();
  const env = deskEnv(join(small, "data"), ports, { LISTEK_LOG: "silent" });
  const desk = await startDeskProcess({ env });
  const journal = new Journal(chance("database disk full"));
  const send = async (patience: number) => {
    const mail = journal.write("smtp");
    const answer = await sendRaw({ port: ports.smtp, patience }, { ...mail, to: ["support@desk.example"] });
    mail.accepted = answer.startsWith("250");
    return answer;
  };
  try {
    expect(await send(15_000)).toMatch(/^250/);
    fill();
    const answers: string[] = [];
    // Some still fits into what PostgreSQL has set aside.
    while (answers.filter((answer) => !answer.startsWith("250")).length < 5 && answers.length < 3000) {
      const asked = performance.now();
      answers.push(await send(20_000));
      expect(performance.now() - asked).toBeLessThan(15_000);
    }
    const refused = [...new Set(answers.filter((answer) => !answer.startsWith("250")))];
    console.log(`${answers.length} mails on a full disk, refused with: ${refused.join(" | ")}`);
    for (const answer of refused) expect(answer).toMatch(/^45[12] /);
    await freeSpace();
    const freed = performance.now();
    await until("mail taken again", async () => (await send(10_000).catch(() => "")).startsWith("250"), 30_000);
    console.log(`mail is taken ${Math.round(performance.now() - freed)} ms after there is space`);
    const url = runningDatabase(join(small, "data")) as string;
    const lost = journal.mails.filter((mail) => mail.accepted).map((mail) => mail.sha256);
    const kept = await query<{ sha: string }>(url, "select encode(sha256(raw), 'hex') as sha from inbound_mail_raw");
    const all = new Set(kept.map((row) => row.sha));
    expect(lost.filter((sha) => !all.has(sha))).toEqual([]);
    await until("all read", async () => (await count(url, "inbound_mail where status = 'received'")) === 0, 60_000);
    expect(await count(url, "inbound_mail where status <> 'done'")).toBe(0);
    const proof = await listek(["verify"], env);
    expect(proof.said).toContain("The history is whole");
  } finally {
    await desk.kill("SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
});

// Scanners for tests: the real rspamd and clamd from Debian, with rules of our own in a folder of their own, on free
// loopback ports and without any other network; and a small server that speaks as SpamAssassin's spamd does.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "./desk.ts";

export const hasRspamd = existsSync("/usr/bin/rspamd");
export const hasClamd = existsSync("/usr/sbin/clamd");

/** What our rules find. */
export const spamWords = "miracle pills for everybody";
export const virusBytes = "LISTEK-TEST-VIRUS-PATTERN";

export interface TestScanner {
  /** 127.0.0.1:port */
  address: string;
  stop(): Promise<void>;
}

export async function startRspamd(): Promise<TestScanner> {
  const folder = await mkdtemp(join(tmpdir(), "listek-rspamd-"));
  const port = await freePort();
  await writeFile(join(folder, "tld.dat"), "com\nexample\norg\n");
  await writeFile(
    join(folder, "rspamd.conf"),
    `options {
  pidfile = "${folder}/rspamd.pid"; control_socket = "${folder}/control.sock mode=0600"; tempdir = "${folder}";
  url_tld = "${folder}/tld.dat"; disable_hyperscan = true; hs_cache_dir = "${folder}"; filters = "regexp";
  dns { nameserver = ["127.0.0.1:9"]; timeout = 0.1s; retransmits = 1; }
}
logging { type = "console"; level = "error"; }
worker "normal" { bind_socket = "127.0.0.1:${port}"; count = 1; }
actions { reject = 15; add_header = 6; }
regexp { MIRACLE_PILLS = { re = '/${spamWords}/i{mime}'; score = 8.5; } }
`,
  );
  // As root it refuses to run unless told so; elsewhere the switch does nothing.
  const child = spawn("/usr/bin/rspamd", ["-f", "-i", "-c", join(folder, "rspamd.conf")], { stdio: "ignore" });
  return running(child, folder, port);
}

export async function startClamd(): Promise<TestScanner> {
  const folder = await mkdtemp(join(tmpdir(), "listek-clamd-"));
  const port = await freePort();
  await mkdir(join(folder, "db"));
  await writeFile(join(folder, "db/test.ndb"), `Listek-Test:0:*:${Buffer.from(virusBytes).toString("hex")}\n`);
  await writeFile(
    join(folder, "clamd.conf"),
    `DatabaseDirectory ${folder}/db\nTCPSocket ${port}\nTCPAddr 127.0.0.1\nForeground yes\nTemporaryDirectory ${folder}\nPidFile ${folder}/pid\n`,
  );
  const child = spawn("/usr/sbin/clamd", ["-c", join(folder, "clamd.conf")], { stdio: "ignore" });
  return running(child, folder, port);
}

async function running(child: ChildProcess, folder: string, port: number): Promise<TestScanner> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  await until("the scanner", async () => (await listens(port)) || child.exitCode !== null, 30_000);
  if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended with ${child.exitCode}`);
  return { address: `127.0.0.1:${port}`, stop };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("close", () => socket.destroy());
    socket.once("connect", () => socket.destroy());
  });
}

const freePort = (): Promise<number> => listening(createServer()).then(({ port, close }) => close().then(() => port));

async function listening(server: Server) {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { port, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

/**
 * Answers every question by what `answer` makes of the bytes; null: never. A question ends where the other side ends it or,
 * as clamd's does, with four zero bytes.
 */
export async function startAnswering(
  answer: (question: Buffer) => string | null,
  endsWithZeros = false,
): Promise<TestScanner> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const chunks: Buffer[] = [];
    socket.on("error", () => {});
    const reply = () => {
      const said = answer(Buffer.concat(chunks));
      if (said !== null) socket.end(said);
    };
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      if (endsWithZeros && Buffer.concat(chunks).subarray(-4).equals(Buffer.alloc(4))) reply();
    });
    if (!endsWithZeros) socket.on("end", reply);
  });
  const { port, close } = await listening(server);
  return { address: `127.0.0.1:${port}`, stop: close };
}

/** SPAMC: the answer of SpamAssassin's spamd to SYMBOLS. */
export const answerOfSpamd = (question: Buffer): string => {
  const spam = question.includes(spamWords);
  return `SPAMD/1.1 0 EX_OK\r\nContent-length: 24\r\nSpam: ${spam ? "True ; 12.5" : "False ; 0.1"} / 5.0\r\n\r\n${spam ? "BAYES_99,PILLS,HTML_ONLY" : "NO_RELAYS"}\r\n`;
};

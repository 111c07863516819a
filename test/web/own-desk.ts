// A desk in a process of its own, for scripts that run outside of the test runner: a fresh data folder, nothing shared.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

export interface OwnDesk {
  url: string;
  smtpPort: number;
  /** The one-time key of the first visit; empty when the desk has its people. */
  token: string;
  stop(): Promise<void>;
}

/** `demo`: filled with the demo company, without a first visit. */
export async function startOwnDesk(filledWith?: "demo"): Promise<OwnDesk> {
  const data = await mkdtemp(join(tmpdir(), "listek-screens-"));
  const [http, smtp] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${http}`;
  const env = {
    ...process.env,
    LISTEK_DATA: data,
    LISTEK_URL: url,
    LISTEK_HTTP: `127.0.0.1:${http}`,
    LISTEK_SMTP: `127.0.0.1:${smtp}`,
    LISTEK_ADDRESS: "support@desk.example",
  };
  const main = join(import.meta.dirname, "../../server/main.ts");
  if (filledWith) await promisify(execFile)(process.execPath, [main, "seed", filledWith], { env });
  const child = spawn(process.execPath, [main, "serve"], { env, stdio: ["ignore", "pipe", "inherit"] });
  const token = await setupToken(child, filledWith ? /^ {2}Data .*\n/m : /\/desk\/setup\?token=([\w-]+)/);
  return {
    url,
    smtpPort: smtp,
    token,
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Waits until the desk is there, which `announced` reads from what it prints, and the key in it. */
function setupToken(child: ChildProcess, announced: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.once("exit", (code) => reject(new Error(`The desk ended with ${code}:\n${said}`)));
    child.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const [found, token = ""] = announced.exec(said) ?? [];
      if (found) resolve(token);
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

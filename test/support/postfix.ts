// A real mail server for a test: Postfix from Debian with a folder, a queue and a port of its own, set up as
// docs/self-hosting.md says. It asks no DNS: where mail for a domain goes is told.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort, idsOf } from "./dovecot.ts";

const exec = promisify(execFile);
/** Why its tests are skipped; null: it can run. Its master changes accounts, which only root may. */
export const postfixMissing = !existsSync("/usr/sbin/postfix")
  ? "postfix is not installed"
  : process.getuid?.() !== 0
    ? "postfix starts for root only"
    : null;

export interface Postfix {
  port: number;
  /** Where it hands over what comes for an address or a domain: "support@desk.example" -> "lmtp:inet:127.0.0.1:2424". */
  route(table: Record<string, string>): Promise<void>;
  /** Senders of the mails that it holds now; the null sender is MAILER-DAEMON. */
  queue(): Promise<string[]>;
  log(): Promise<string>;
  stop(): Promise<void>;
}

/** `addresses` are those of the desk, by whose domains it is called for. */
export async function startPostfix(addresses: string[]): Promise<Postfix> {
  const folder = await mkdtemp(join(tmpdir(), "listek-postfix-"));
  const port = await freePort();
  await chmod(folder, 0o755);
  for (const name of ["queue", "data"]) await mkdir(join(folder, name));
  const { uid, gid } = await idsOf("postfix");
  await chown(join(folder, "data"), uid, gid);
  const domains = [...new Set(addresses.map((address) => address.split("@")[1]))];
  await writeFile(join(folder, "main.cf"), mainCf(folder, domains.join(" ")));
  await writeFile(join(folder, "master.cf"), masterCf(port));
  await writeFile(join(folder, "recipients"), addresses.map((address) => `${address} ok\n`).join(""));
  await writeFile(join(folder, "transport"), "");
  const postfix = (command: string) => exec("/usr/sbin/postfix", ["-c", folder, command]);
  const log = () => readFile(join(folder, "log"), "utf8").catch(() => "");
  await postfix("start").catch(async (error) => {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`Postfix does not start: ${error.message}\n${await log()}`);
  });
  return {
    port,
    log,
    async route(table) {
      const lines = Object.entries(table).map(([whom, where]) => `${whom} ${where}\n`);
      await writeFile(join(folder, "transport"), lines.join(""));
      await postfix("reload");
    },
    async queue() {
      const { stdout } = await exec("/usr/sbin/postqueue", ["-c", folder, "-j"]);
      return stdout
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line).sender);
    },
    async stop() {
      await postfix("abort");
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** What a test cannot wait for is tried again each second, not each five minutes. */
const mainCf = (folder: string, domains: string) => `
compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
maillog_file = ${folder}/log
maillog_file_prefixes = ${folder}
myhostname = mx.desk.example
mydestination =
alias_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtp_dns_support_level = disabled
recipient_delimiter = +
message_size_limit = 52428800
relay_domains = ${domains}
relay_recipient_maps = texthash:${folder}/recipients
transport_maps = texthash:${folder}/transport
minimal_backoff_time = 1s
maximal_backoff_time = 1s
queue_run_delay = 1s
`;

/** Debian's, without what delivers on the machine itself, and outside of the chroot. */
const masterCf = (port: number) => `
127.0.0.1:${port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 1 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
relay unix - - n - - smtp
lmtp unix - - n - - lmtp
flush unix n - n 1000? 0 flush
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`;

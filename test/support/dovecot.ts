// A real IMAP server for a test: Dovecot from Debian with a folder, ports and users of its own. Kill it, start it again,
// change its UIDVALIDITY; mail is put into its Maildirs by hand.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const program = "/usr/sbin/dovecot";
/** Without it its tests are skipped: Debian's package is called dovecot-imapd. */
export const hasDovecot = existsSync(program);

export interface Dovecot {
  port: number;
  /** 0 without a certificate. */
  tlsPort: number;
  /** Puts a mail into a folder, as a delivery does. */
  deliver(user: string, mail: string, folder?: string, at?: Date): Promise<void>;
  makeFolder(user: string, folder: string): Promise<void>;
  /** What is there now: raw mails with their flags. */
  mails(user: string, folder?: string): Promise<{ raw: string; seen: boolean }[]>;
  /** The mail that holds this text cannot be read by the server; the result mends it. */
  spoil(user: string, text: string): Promise<() => Promise<void>>;
  /** All UIDs of the folder are new from now on. The server must be stopped. */
  changeValidity(user: string, folder?: string): Promise<void>;
  setPassword(user: string, password: string): Promise<void>;
  start(): Promise<void>;
  /** As if its machine had lost power. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

interface Options {
  users: Record<string, string>;
  /** PEM. */
  certificate?: { cert: string; key: string };
  /** Where Dovecot asks whether an access token is good (RFC 7662). */
  introspection?: string;
  extra?: string;
}

const asRoot = process.getuid?.() === 0;

export async function startDovecot(options: Options): Promise<Dovecot> {
  const folder = await mkdtemp(join(tmpdir(), "listek-dovecot-"));
  const owner = asRoot
    ? { name: "mail", group: "mail", ...(await idsOf("mail")) }
    : { name: userInfo().username, group: await ownGroup(), ...ownIds() };
  const port = await freePort();
  const tlsPort = options.certificate ? await freePort() : 0;
  const own = async (file: string) => (asRoot ? chown(file, owner.uid, owner.gid) : undefined);
  if (asRoot) await promisify(execFile)("chmod", ["755", folder]);
  const mailHome = join(folder, "mail");
  await mkdir(mailHome);
  await own(mailHome);
  let child: ChildProcess | null = null;
  let count = 0;
  const users = new Map(Object.entries(options.users));
  const writeUsers = () =>
    writeFile(join(folder, "users"), [...users].map(([name, password]) => `${name}:{PLAIN}${password}\n`).join(""));
  await writeUsers();
  if (options.certificate) {
    await writeFile(join(folder, "cert.pem"), options.certificate.cert);
    await writeFile(join(folder, "key.pem"), options.certificate.key);
  }
  await writeFile(join(folder, "oauth2.conf"), oauthConf(options.introspection));
  await writeFile(join(folder, "dovecot.conf"), configuration({ folder, port, tlsPort, owner, options }));

  const maildir = (user: string, name = "INBOX") => join(mailHome, user, name === "INBOX" ? "" : `.${name}`);
  async function makeMaildir(user: string, name = "INBOX"): Promise<string> {
    const place = maildir(user, name);
    for (const each of [join(mailHome, user), place, join(place, "tmp"), join(place, "new"), join(place, "cur")]) {
      await mkdir(each, { recursive: true });
      await own(each);
    }
    return place;
  }
  for (const user of users.keys()) await makeMaildir(user);

  const dovecot: Dovecot = {
    port,
    tlsPort,
    async deliver(user, mail, name = "INBOX", at) {
      const place = existsSync(join(maildir(user, name), "tmp")) ? maildir(user, name) : await makeMaildir(user, name);
      const file = `${Math.floor((at ?? new Date()).getTime() / 1000)}.${++count}_${process.pid}.test`;
      await writeFile(join(place, "tmp", file), mail.replace(/\r?\n/g, "\r\n"));
      await own(join(place, "tmp", file));
      if (at) await promisify(execFile)("touch", ["-d", at.toISOString(), join(place, "tmp", file)]);
      await rename(join(place, "tmp", file), join(place, "new", file));
    },
    makeFolder: async (user, name) => void (await makeMaildir(user, name)),
    async mails(user, name) {
      const found: { raw: string; seen: boolean }[] = [];
      for (const part of ["new", "cur"]) {
        const place = join(maildir(user, name), part);
        for (const file of existsSync(place) ? await readdir(place) : []) {
          // One that was spoiled only root can read.
          const raw = await readFile(join(place, file), "utf8").catch(() => "");
          found.push({ raw, seen: /:2,\w*S/.test(file) });
        }
      }
      return found;
    },
    async spoil(user, text) {
      const files = async () => {
        const parts = await Promise.all(
          ["new", "cur"].map(async (part) =>
            (await readdir(join(maildir(user), part))).map((file) => join(maildir(user), part, file)),
          ),
        );
        return parts.flat();
      };
      for (const file of await files()) {
        if (!(await readFile(file, "utf8")).includes(text)) continue;
        const [unique = ""] = (file.split("/").at(-1) as string).split(":");
        await chmod(file, 0);
        return async () => {
          for (const each of await files()) if (each.includes(unique)) await chmod(each, 0o600);
        };
      }
      throw new Error(`no mail holds ${text}`);
    },
    async changeValidity(user, name) {
      const place = maildir(user, name);
      const list = join(place, "dovecot-uidlist");
      const text = await readFile(list, "utf8");
      const changed = text.replace(/ V(\d+)/, (_, validity) => ` V${Number(validity) + 7}`);
      await writeFile(list, changed);
      for (const file of await readdir(place)) if (file.startsWith("dovecot.index")) await rm(join(place, file));
    },
    async setPassword(user, password) {
      users.set(user, password);
      await writeUsers();
    },
    async start() {
      child = spawn(program, ["-F", "-c", join(folder, "dovecot.conf")], { stdio: "ignore", detached: true });
      const started = child;
      let ended = false;
      started.once("exit", () => {
        ended = true;
      });
      for (const end = Date.now() + 20_000; !(await answers(port)); await pause(50))
        if (ended || Date.now() > end)
          throw new Error(`Dovecot does not start:\n${await readFile(join(folder, "log"), "utf8").catch(() => "")}`);
    },
    async kill() {
      const killed = child;
      if (!killed?.pid || killed.exitCode !== null) return;
      const gone = new Promise((resolve) => killed.once("exit", resolve));
      // Its children are of its process group.
      process.kill(-killed.pid, "SIGKILL");
      await gone;
      child = null;
      // What is left of it would be taken for one that runs.
      await rm(join(folder, "run"), { recursive: true, force: true, maxRetries: 5 });
    },
    async stop() {
      await dovecot.kill();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  try {
    await dovecot.start();
  } catch (error) {
    await dovecot.stop();
    throw error;
  }
  return dovecot;
}

interface Place {
  folder: string;
  port: number;
  tlsPort: number;
  owner: { name: string; group: string; uid: number; gid: number };
  options: Options;
}

function configuration({ folder, port, tlsPort, owner, options }: Place): string {
  const { certificate, introspection, extra = "" } = options;
  const names = ["default_internal_user", "default_login_user"].map((key) => `${key} = ${owner.name}\n`);
  const account = asRoot ? "" : `${names.join("")}default_internal_group = ${owner.group}\n`;
  return `
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
${account}ssl = ${certificate ? "yes" : "no"}
${certificate ? `ssl_cert = <${folder}/cert.pem\nssl_key = <${folder}/key.pem\n` : ""}disable_plaintext_auth = no
auth_mechanisms = plain login${introspection ? " xoauth2 oauthbearer" : ""}
auth_failure_delay = 0
mail_location = maildir:${folder}/mail/%u
first_valid_uid = 1
mail_max_userip_connections = 50
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${folder}/users
}
${introspection ? `passdb {\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = ${folder}/oauth2.conf\n}\n` : ""}userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${folder}/mail/%u
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    auto = create
    special_use = \\Sent
  }
}
${extra}
`;
}

const oauthConf = (introspection = "") => `
introspection_mode = post
introspection_url = ${introspection}
username_attribute = username
active_attribute = active
active_value = true
`;

export async function idsOf(name: string): Promise<{ uid: number; gid: number }> {
  const ask = async (flag: string) => Number((await promisify(execFile)("id", [flag, name])).stdout);
  return { uid: await ask("-u"), gid: await ask("-g") };
}
const ownGroup = async () => (await promisify(execFile)("id", ["-gn"])).stdout.trim();
const ownIds = () => ({ uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 });

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, timeout: 1000 });
    socket.once("data", () => done(true));
    socket.once("error", () => done(false));
    socket.once("timeout", () => done(false));
    const done = (up: boolean) => {
      socket.destroy();
      resolve(up);
    };
  });
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

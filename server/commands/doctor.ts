// `listek doctor`: looks at configuration, database, mail and disk, and says the cure.
import { constants } from "node:fs";
import { access, stat, statfs } from "node:fs/promises";
import { connect } from "node:net";
import { dirname } from "node:path";
import { listMailboxes } from "../channels/email/mailboxes/present.ts";
import { createChannels } from "../channels/registry.ts";
import { type Config, loadConfig } from "../platform/config.ts";
import type { Desk } from "../platform/desk.ts";
import { readSettings } from "../platform/settings.ts";
import { withDesk } from "./open-desk.ts";

interface Finding {
  what: string;
  ok: boolean;
  says: string;
}

export async function doctor(): Promise<number> {
  const config = loadConfig();
  const findings: Finding[] = [
    { what: "configuration", ok: true, says: "every variable can be read" },
    await disk(config),
    await filesFolder(config),
  ];
  findings.push(...(await database()));
  findings.push(await smarthost(config));
  for (const { what, ok, says } of findings) console.log(`${ok ? "ok  " : "BAD "} ${what}: ${says}`);
  return findings.every((finding) => finding.ok) ? 0 : 1;
}

async function disk({ data }: Config): Promise<Finding> {
  const { bavail, blocks, bsize } = await statfs(data);
  const free = (bavail * bsize) / 2 ** 30;
  const ok = bavail / blocks > 0.1 || free > 20;
  return {
    what: "disk",
    ok,
    says: `${free.toFixed(1)} GiB free for ${data}${ok ? "" : ": make room, mail is refused when it is full"}`,
  };
}

/** Made at the first file; until then the folder around it counts. */
async function filesFolder({ files: { path } }: Config): Promise<Finding> {
  const there = await stat(path).catch(() => null);
  const folder = there ? path : dirname(path);
  const problem =
    there && !there.isDirectory()
      ? "it is not a folder"
      : await access(folder, constants.W_OK | constants.X_OK).then(
          () => null,
          (error: Error) => error.message,
        );
  return {
    what: "files",
    ok: problem === null,
    says:
      problem === null
        ? `${path} can be written to`
        : `${path} cannot be used (${problem}): give it to the account that runs Listek, or another by LISTEK_FILES`,
  };
}

async function database(): Promise<Finding[]> {
  try {
    return await withDesk(async ({ desk }) => {
      const { db } = desk.database;
      const waiting = await db
        .selectFrom("inbound_mail")
        .select((select) => select.fn.countAll<string>().as("n"))
        .where("status", "in", ["received", "failed"])
        .executeTakeFirstOrThrow();
      const failed = await db
        .selectFrom("deliveries")
        .select((select) => select.fn.countAll<string>().as("n"))
        .where("state", "=", "failed")
        .executeTakeFirstOrThrow();
      const ill = (await listMailboxes(db)).filter(({ state }) => state === "problem");
      return [
        { what: "database", ok: true, says: "reached, and up to date" },
        {
          what: "mail in",
          ok: waiting.n === "0",
          says:
            waiting.n === "0"
              ? "nothing waits"
              : `${waiting.n} mails are unread: is the desk running? see listek mail replay`,
        },
        ...(await scanners(desk)),
        {
          what: "mail out",
          ok: failed.n === "0",
          says: failed.n === "0" ? "nothing failed" : `${failed.n} messages could not be sent: see the outbox`,
        },
        ...ill.map(({ address, problem }) => ({
          what: `mailbox ${address}`,
          ok: false,
          says: `not read since ${problem?.since}: ${problem?.code} (${problem?.detail}). See Settings, Mailboxes`,
        })),
      ];
    });
  } catch (error) {
    return [{ what: "database", ok: false, says: (error as Error).message }];
  }
}

const letter = Buffer.from(
  "From: doctor@invalid\r\nSubject: Is anybody there?\r\n\r\nA question of listek doctor.\r\n",
);

/** Those that are set are asked about a mail of ours. Mail passes without them, so nobody would notice otherwise. */
async function scanners(desk: Desk): Promise<Finding[]> {
  const { spam, virus } = await readSettings(desk.database.db);
  const email = createChannels(desk).get("email");
  if (!email) return [];
  try {
    const scanned = await email.scan(
      letter,
      { from: "doctor@invalid", to: [desk.config.address] },
      { rspamd: spam.rspamd, spamd: spam.spamd, clamd: virus.clamd },
    );
    const finding = (what: string, answer: object): Finding => {
      const away = "away" in answer ? String(answer.away) : null;
      const cure = `${away}. Is it running? Its address stands in the settings, Spam and viruses; mail passes unchecked`;
      return { what, ok: away === null, says: away === null ? "answers" : cure };
    };
    return [
      ...scanned.spam.map((each) => finding(each.by, each)),
      ...(scanned.virus ? [finding("clamd", scanned.virus)] : []),
    ];
  } finally {
    await email.stop();
  }
}

async function smarthost({ smarthost: host }: Config): Promise<Finding> {
  if (!host)
    return { what: "smarthost", ok: true, says: "none is set: outgoing mail waits in the outbox (LISTEK_SMARTHOST)" };
  const port = Number(host.port) || (host.protocol === "smtps:" ? 465 : 25);
  const says = await new Promise<string | null>((resolve) => {
    const socket = connect({ host: host.hostname, port, timeout: 5000 });
    socket.on("connect", () => resolve(null));
    socket.on("timeout", () => resolve("no answer in 5 s"));
    socket.on("error", (error) => resolve(error.message));
    socket.on("close", () => socket.destroy());
    setTimeout(() => socket.destroy(), 5500).unref();
  });
  return {
    what: "smarthost",
    ok: says === null,
    says:
      says === null
        ? `${host.hostname}:${port} answers`
        : `${host.hostname}:${port}: ${says}. Check LISTEK_SMARTHOST and the firewall`,
  };
}

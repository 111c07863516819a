// What leaves from the address of a mailbox: by that mailbox's own server first, where it has one.
import type { Config } from "../../../platform/config.ts";
import type { Db } from "../../../platform/db.ts";
import type { Log } from "../../../platform/log.ts";
import type { Outgoing } from "../../contract.ts";
import type { Smarthost } from "../send/smarthost.ts";
import { signerOf } from "./credentials.ts";
import { faultOf } from "./faults.ts";
import { type Providers, standardProviders } from "./oauth.ts";
import { listRows, type MailboxRow } from "./store.ts";

export interface OwnServers {
  hosts: Smarthost[];
  /** Addresses that take no +anything: answers and bounces come to them as they are. */
  plain: ReadonlySet<string>;
}

const securities = { tls: "implicit", starttls: "required", none: "none" } as const;

/** A mailbox whose sign-in cannot be opened, or whose provider gives no token, has none: the other ways out remain. */
export async function ownServers(
  { db, config, log }: { db: Db; config: Pick<Config, "secret">; log: Log },
  providers: Providers = standardProviders,
): Promise<OwnServers> {
  const rows = await listRows(db);
  const hosts = await Promise.all(
    rows
      .filter((row) => row.smtp_host !== null)
      .map((row) =>
        hostOf(db, config.secret, providers, row).catch((error: unknown) => {
          log.warn({ mailbox: row.address, why: faultOf(error).detail }, "a mailbox's own server cannot be used");
          return null;
        }),
      ),
  );
  return {
    hosts: hosts.filter((host) => host !== null),
    plain: new Set(rows.filter((row) => !row.subaddresses).map((row) => row.address.toLowerCase())),
  };
}

async function hostOf(db: Db, secret: string, providers: Providers, row: MailboxRow): Promise<Smarthost> {
  const login = await (await signerOf(db, secret, providers, row.id)).login();
  return {
    id: `mailbox ${row.id}`,
    host: row.smtp_host as string,
    port: row.smtp_port as number,
    security: securities[row.smtp_security as keyof typeof securities],
    verify: true,
    user: login.user,
    password: "pass" in login ? login.pass : null,
    ...("accessToken" in login && { accessToken: login.accessToken }),
    senders: [row.address.toLowerCase()],
    plainSender: true,
  };
}

export function withoutTags(message: Outgoing, plain: ReadonlySet<string>): Outgoing {
  const { address } = message.from;
  return plain.has(address.toLowerCase()) ? { ...message, replyTo: () => address, bounceTo: () => address } : message;
}

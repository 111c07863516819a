// The only writer of smarthosts.
import type { Db, Trx } from "../../../platform/db.ts";
import { CannotDecrypt, decrypt, encrypt } from "../../../platform/encrypt.ts";
import { loopback, type Smarthost } from "../send/smarthost.ts";

const purpose = "smarthost password";

export interface SmarthostRow {
  id: string;
  host: string;
  port: number;
  security: Smarthost["security"];
  username: string | null;
  password: Buffer | null;
  senders: string[];
  enabled: boolean;
  position: number;
}
export type SmarthostSet = Partial<Omit<SmarthostRow, "id">>;

const columns = ["id", "host", "port", "security", "username", "password", "senders", "enabled", "position"] as const;

/** In the order in which they are tried. */
export async function listRows(db: Db | Trx): Promise<SmarthostRow[]> {
  return (await db
    .selectFrom("smarthosts")
    .select(columns)
    .orderBy("position")
    .orderBy("id")
    .execute()) as SmarthostRow[];
}

export async function insertRow(trx: Trx, set: Omit<SmarthostRow, "id" | "position">): Promise<string> {
  const last = (await listRows(trx)).at(-1)?.position ?? 0;
  const { id } = await trx
    .insertInto("smarthosts")
    .values({ ...set, position: last + 1 })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

export async function updateRow(trx: Trx, id: string, set: SmarthostSet): Promise<void> {
  if (Object.keys(set).length === 0) return;
  await trx.updateTable("smarthosts").set(set).where("id", "=", id).execute();
}

export async function deleteRow(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom("smarthosts").where("id", "=", id).execute();
}

export const hidden = (secret: string, password: string): Buffer => encrypt(secret, purpose, password);

/** As it is connected to. A password that was kept under another LISTEK_SECRET is none. */
export function hostOf(secret: string, row: SmarthostRow): Smarthost {
  const { id, host, port, security, username: user, senders } = row;
  // Opportunistic means: better than nothing, whoever is there (RFC 7435).
  const verify = security !== "opportunistic" && !loopback.has(host);
  return { id, host, port, security, verify, user, password: passwordOf(secret, row), senders };
}

export function passwordOf(secret: string, { password }: SmarthostRow): string | null {
  if (password === null) return null;
  try {
    return decrypt(secret, purpose, password);
  } catch (error) {
    if (error instanceof CannotDecrypt) return null;
    throw error;
  }
}

// How an answer can leave and how it does when nobody says otherwise: signed if its address has a key, encrypted if the
// customer wrote so or his key was checked (F87). What was secret does not leave readable by mistake.
import { type RawBuilder, sql } from "kysely";
import type {
  CryptoChoice,
  CryptoKind,
  MessageCrypto,
  OutgoingCrypto,
} from "../../../shared/conversations/protection.ts";
import { cryptoKinds } from "../../../shared/conversations/protection.ts";
import type { Db, Trx } from "../../platform/db.ts";
import { keyMissing, noKeyToSign } from "./errors.ts";
import { addressOfQueue } from "./send-as.ts";

export interface Leaving {
  conversationId: string;
  /** Ours. */
  from: string;
  to: readonly string[];
}

interface KeyRow {
  address: string;
  kind: CryptoKind;
  own: boolean;
  checked: boolean;
  encrypts: boolean;
}

export async function outgoingCrypto(db: Db | Trx, { conversationId, from, to }: Leaving): Promise<OutgoingCrypto> {
  const addresses = [...new Set(to.map((each) => each.toLowerCase()))];
  const { rows } = await sql<KeyRow>`
    select address, kind, private_key is not null as own, checked_at is not null as checked, encrypts from crypto_keys
    where address = any (${[...addresses, from.toLowerCase()]}::text[]) and not authority
      and revoked_at is null and (expires_at is null or expires_at > now())`.execute(db);
  const wrote = await lastEncrypted(db, conversationId);
  const missing = (kind: CryptoKind) => addresses.filter((each) => !rows.some(readable(kind, each)));
  const signs = (kind: CryptoKind) =>
    rows.some((row) => row.own && row.kind === kind && row.address === from.toLowerCase());
  const order = [...cryptoKinds].sort(
    (a, b) => missing(a).length - missing(b).length || Number(b === wrote.kind) - Number(a === wrote.kind),
  );
  const encrypts = order[0] as CryptoKind;
  const able = missing(encrypts).length === 0 && addresses.length > 0;
  const checked = able && addresses.every((each) => rows.some((row) => readable(encrypts, each)(row) && row.checked));
  const signing = signs(encrypts) ? encrypts : (cryptoKinds.find(signs) ?? null);
  return {
    signs: signing,
    encrypts: able ? encrypts : null,
    missing: missing(encrypts),
    sign: signing !== null,
    encrypt: wrote.kind !== null || checked,
    secret: wrote.kind !== null,
  };
}

const readable = (kind: CryptoKind, address: string) => (row: KeyRow) =>
  row.kind === kind && row.address === address && row.encrypts;

/** The customer's last message, if it came encrypted. */
async function lastEncrypted(db: Db | Trx, conversationId: string): Promise<{ kind: CryptoKind | null }> {
  const { rows } = await sql<{ kind: CryptoKind | null }>`
    select c.marks #>> '{encryption,kind}' as kind from messages m left join message_crypto c on c.message_id = m.id
    where m.conversation_id = ${conversationId} and m.kind = 'inbound' and not m.automatic order by m.id desc limit 1`.execute(
    db,
  );
  return { kind: rows[0]?.kind ?? null };
}

/** The same for addresses with commas between; `address` is ours when neither queue nor conversation has one of its own. */
export async function encryptionOf(
  db: Db,
  conversationId: string,
  queue: RawBuilder<unknown>,
  to: string | undefined,
  address: string,
): Promise<OutgoingCrypto> {
  const own = await db
    .selectFrom("conversations")
    .select("address")
    .where("id", "=", conversationId)
    .executeTakeFirst();
  const addresses = (to ?? "").split(",").filter(Boolean).slice(0, 100);
  const from = (await addressOfQueue(db, queue, address)) ?? own?.address ?? address;
  return outgoingCrypto(db, { conversationId, from, to: addresses });
}

/** As asked, or as is usual. Throws, in words for the writer, when it cannot be done: it never leaves less protected instead. */
export async function decideCrypto(
  trx: Trx,
  leaving: Leaving,
  asked: CryptoChoice | undefined,
): Promise<MessageCrypto | null> {
  const can = await outgoingCrypto(trx, leaving);
  const encrypt = asked?.encrypt ?? can.encrypt;
  const sign = asked?.sign ?? can.sign;
  if (encrypt && !can.encrypts) throw keyMissing({ addresses: can.missing.join(", ") });
  if (asked?.sign && !can.signs) throw noKeyToSign({ address: leaving.from });
  // PGP within S/MIME is understood by nobody: what encrypts also signs.
  const signs = sign ? can.signs : null;
  const fits = signs === null || !encrypt || signs === can.encrypts;
  if (!encrypt && !signs) return null;
  return {
    encryption: encrypt && can.encrypts ? { kind: can.encrypts, state: "asked", why: null, part: false } : null,
    signature: null,
    signs: fits ? signs : null,
  };
}

// The moment a mail becomes ours: stored and committed, then the sender is told.
import type { Desk } from "../../platform/desk.ts";
import type { Pump } from "../../platform/pump.ts";
import { loadSettings } from "../../platform/settings.ts";
import type { RawMessage } from "../contract.ts";
import { type ClaimedMail, insertMail } from "./store.ts";

/** Where this process itself reads mail, the mail is handed over as soon as it is committed. */
export function createAccept({ database }: Pick<Desk, "database">, intake: Pump<ClaimedMail> | null) {
  return async function accept(message: RawMessage): Promise<void> {
    const { instance } = database.watch;
    const handOver = instance === null ? null : (intake?.reserve() ?? null);
    let mail: ClaimedMail | null = null;
    try {
      mail = await insertMail(database.db, message, handOver && instance);
    } finally {
      handOver?.(mail);
    }
    if (!handOver) database.bell.ring("mail");
  };
}

const keepMs = 5000;

/**
 * Which addresses are ours: LISTEK_ADDRESS, those in the settings, those of queues and of mailboxes; each also with `+anything` before the
 * at sign, which is where reply tokens stand.
 */
export function createAddressBook({ database, config }: Pick<Desk, "database" | "config">) {
  let known: { at: number; addresses: Promise<Set<string>> } | null = null;
  async function load(): Promise<Set<string>> {
    const { mail } = await loadSettings(database.db);
    const { db } = database;
    const queues = await db.selectFrom("queues").select("address").where("address", "is not", null).execute();
    const mailboxes = await db.selectFrom("mailboxes").select("address").execute();
    return new Set(
      [config.address, ...mail.addresses, ...[...queues, ...mailboxes].map(({ address }) => address ?? "")].map(
        (address) => address.toLowerCase(),
      ),
    );
  }
  return async function takes(address: string): Promise<boolean> {
    if (!known || Date.now() - known.at > keepMs) {
      const addresses = load();
      addresses.catch(() => {
        known = null;
      });
      known = { at: Date.now(), addresses };
    }
    return (await known.addresses).has(withoutTag(address));
  };
}

/** `Support+r.1.abc@Example.com` -> `support@example.com` */
export function withoutTag(address: string): string {
  const lower = address.trim().toLowerCase();
  const at = lower.lastIndexOf("@");
  const plus = lower.indexOf("+");
  return plus > 0 && plus < at ? lower.slice(0, plus) + lower.slice(at) : lower;
}

// The keys of the fixtures, for tests.
import { readFileSync } from "node:fs";
import { readOwnKey, readPublicKey } from "./keys/read-key.ts";
import type { MailKeys, OwnKey, PublicKey } from "./mail-keys.ts";

export const fixture = (name: string): Buffer => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));

const read = new Map<string, ReturnType<typeof readOwnKey>>();

/** Each is read once: a passphrase takes its time. */
export async function ownKey(file: string, address: string): Promise<OwnKey> {
  const reading = read.get(file) ?? readOwnKey(fixture(file), "test-only");
  read.set(file, reading);
  const { kind, publicKey, privateKey } = await reading;
  return { kind, address, publicKey, privateKey, checked: true, revoked: false };
}

export async function publicKey(file: string, address: string, checked = false): Promise<PublicKey> {
  const { kind, publicKey } = await readPublicKey(fixture(file));
  return { kind, address, publicKey, checked, revoked: false };
}

const desk = "support@desk.example";
export const anna = "anna@acme.example";

/** What the desk of the fixtures has: its own keys, and Anna's PGP key. */
export const deskKeys = async (more: Partial<MailKeys> = {}): Promise<MailKeys> => ({
  own: [await ownKey("test-only-desk-secret.asc", desk), await ownKey("test-only-desk.pem", desk)],
  theirs: [await publicKey("test-only-anna.asc", anna)],
  authorities: [fixture("test-only-authority.pem").toString()],
  ...more,
});

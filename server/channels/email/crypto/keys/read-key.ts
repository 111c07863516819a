// What a key file says of itself: whose, since when, until when.
import { X509Certificate } from "node:crypto";
import * as openpgp from "openpgp";
import type { CryptoKind } from "../../../../../shared/conversations/protection.ts";
import { KeyFileError } from "../key-file-error.ts";
import { addressesOf, fingerprintOf, nameOf, readPem } from "../smime/certificates.ts";
import { readKeyFile } from "../smime/pkcs12.ts";
import { canEncryptFor } from "../smime/write.ts";

export interface KeyFacts {
  kind: CryptoKind;
  fingerprint: string;
  name: string;
  /** That it names, lower case. */
  addresses: string[];
  /** PGP: armored. S/MIME: PEM. */
  publicKey: string;
  authority: boolean;
  /** Mail can be encrypted for it. */
  encrypts: boolean;
  madeAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
}
export interface OwnKeyFacts extends KeyFacts {
  privateKey: string;
}

/** A public key or certificate as people send it. Throws KeyFileError. */
export async function readPublicKey(file: Buffer): Promise<KeyFacts> {
  const text = file.toString("latin1");
  if (text.includes("-----BEGIN PGP PRIVATE KEY"))
    throw new KeyFileError(
      "This is a private key. Whoever sent it should make a new one, and give only the public part.",
    );
  if (text.includes("-----BEGIN CERTIFICATE-----")) return certificateFacts(attempt(() => readPem(text)));
  if (file[0] === 0x30) return certificateFacts(attempt(() => [new X509Certificate(file)]));
  try {
    return await pgpFacts(
      text.includes("-----BEGIN PGP")
        ? await openpgp.readKey({ armoredKey: text.slice(text.indexOf("-----BEGIN PGP")) })
        : await openpgp.readKey({ binaryKey: new Uint8Array(file) }),
    );
  } catch (error) {
    if (error instanceof KeyFileError) throw error;
    throw new KeyFileError("This is neither a PGP key nor a certificate that can be read.");
  }
}

/** A private key with its public part: PGP armored, PKCS #12 or PEM. Throws KeyFileError. */
export async function readOwnKey(file: Buffer, passphrase: string): Promise<OwnKeyFacts> {
  const text = file.toString("latin1");
  if (!text.includes("-----BEGIN PGP")) {
    const { certificates, privateKey } = await readKeyFile(file, passphrase);
    return { ...certificateFacts(certificates), authority: false, privateKey };
  }
  let key: openpgp.PrivateKey;
  try {
    key = await openpgp.readPrivateKey({ armoredKey: text.slice(text.indexOf("-----BEGIN PGP")) });
  } catch {
    throw new KeyFileError(
      "This is no private PGP key that can be read: export it with gpg --armor --export-secret-keys.",
    );
  }
  try {
    if (!key.isDecrypted()) key = await openpgp.decryptKey({ privateKey: key, passphrase });
  } catch {
    throw new KeyFileError("The passphrase is wrong.");
  }
  return { ...(await pgpFacts(key)), privateKey: key.armor() };
}

/** Curve25519 in the form that every program reads (version 4), for two years. */
export async function generatePgp(address: string, name: string): Promise<OwnKeyFacts> {
  const { privateKey } = await openpgp.generateKey({
    type: "ecc",
    curve: "curve25519Legacy",
    userIDs: [{ name: name.replace(/[<>()\r\n]/g, " ").trim(), email: address }],
    keyExpirationTime: 2 * 366 * 86_400,
    format: "object",
  });
  return { ...(await pgpFacts(privateKey)), privateKey: privateKey.armor() };
}

async function pgpFacts(key: openpgp.Key): Promise<KeyFacts> {
  const known = key.isPrivate() ? key.toPublic() : key;
  const users = known.getUserIDs();
  const revoked = await known.isRevoked();
  const expires = revoked ? null : await known.getExpirationTime().catch(() => null);
  return {
    kind: "pgp",
    fingerprint: known.getFingerprint().toUpperCase(),
    name: shown((users[0] ?? "").replace(/<.*>/, "")),
    addresses: [
      ...new Set(
        users.flatMap((each) => /<?([^\s\p{Cc}<>@]+@[^\s\p{Cc}<>@]+)>?\s*$/u.exec(each)?.[1]?.toLowerCase() ?? []),
      ),
    ],
    publicKey: known.armor(),
    authority: false,
    encrypts: await known.getEncryptionKey().then(
      () => true,
      () => false,
    ),
    madeAt: known.getCreationTime(),
    expiresAt: expires instanceof Date ? expires : null,
    revokedAt: revoked ? new Date() : null,
  };
}

function certificateFacts(certificates: X509Certificate[]): KeyFacts {
  const [first] = certificates;
  if (!first) throw new KeyFileError("The file holds no certificate.");
  return {
    kind: "smime",
    fingerprint: fingerprintOf(first),
    name: shown(nameOf(first)),
    addresses: addressesOf(first),
    publicKey: certificates.map(String).join(""),
    authority: first.ca,
    encrypts: canEncryptFor(first),
    madeAt: dateOf(first.validFrom),
    expiresAt: dateOf(first.validTo),
    revokedAt: null,
  };
}

function attempt(read: () => X509Certificate[]): X509Certificate[] {
  try {
    return read();
  } catch {
    throw new KeyFileError("The certificate cannot be read.");
  }
}

/** Names come from whoever made the key. */
const shown = (name: string): string =>
  name
    .replace(/\p{Cc}+/gu, " ")
    .toWellFormed()
    .trim()
    .slice(0, 200)
    .toWellFormed();

function dateOf(text: string): Date | null {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at;
}

// OpenPGP (RFC 9580, RFC 4880): opens and verifies what came, signs and encrypts what leaves.
import * as openpgp from "openpgp";
import type { ClosedReason, MessageSignature, SignatureState } from "../../../../shared/conversations/protection.ts";
import type { OwnKey, PublicKey } from "./mail-keys.ts";

/** A small message can unfold to any size. */
const config: openpgp.PartialConfig = { maxDecompressedMessageSize: 64 * 1024 * 1024 };

/** Ciphers that are broken or close to it (64-bit blocks): what they hide is not shown as if it had been secret. */
const weakCiphers = new Set(["idea", "tripledes", "cast5", "blowfish"]);

export type Opened = { content: Buffer; signature: MessageSignature | null } | { closed: ClosedReason };

/**
 * Only what is protected against changes (MDC or AEAD, RFC 9580 5.13) is opened, and the plain text is looked at after it
 * was found whole: nothing else keeps EFAIL out. Never throws.
 */
export async function openPgp(encrypted: Buffer | string, own: OwnKey[], theirs: PublicKey[]): Promise<Opened> {
  let message: openpgp.Message<Uint8Array | string>;
  try {
    message = await readMessage(encrypted);
  } catch {
    return { closed: "damaged" };
  }
  const { packet } = openpgp.enums;
  const tags = message.packets.map((each) => (each.constructor as unknown as { tag: number }).tag);
  if (tags.includes(packet.symmetricallyEncryptedData)) return { closed: "not-protected" };
  if (!tags.includes(packet.symEncryptedIntegrityProtectedData) && !tags.includes(packet.aeadEncryptedData))
    return { closed: "unsupported" };
  const decryptionKeys = await privateKeys(own);
  const sessionKeys = await openpgp.decryptSessionKeys({ message, decryptionKeys, config }).catch(() => []);
  if (sessionKeys.length === 0) return { closed: "no-key" };
  if (sessionKeys.some(({ algorithm }) => algorithm && weakCiphers.has(algorithm))) return { closed: "weak" };
  const known = await publicKeys(theirs);
  try {
    const { data, signatures } = await openpgp.decrypt({
      message,
      // Of AEAD it is said in the message itself.
      sessionKeys: sessionKeys as openpgp.SessionKey[],
      verificationKeys: known.map(({ key }) => key),
      format: "binary",
      config,
    });
    return { content: Buffer.from(data as Uint8Array), signature: await judge(signatures, known) };
  } catch {
    return { closed: "damaged" };
  }
}

/** A signature beside what it signs (RFC 3156 5). Never throws. */
export async function verifyPgp(
  content: Buffer,
  armoredSignature: Buffer,
  theirs: PublicKey[],
): Promise<MessageSignature> {
  const known = await publicKeys(theirs);
  try {
    const text = armoredSignature.toString("latin1");
    const signature = text.includes("-----BEGIN")
      ? await openpgp.readSignature({ armoredSignature: text })
      : await openpgp.readSignature({ binarySignature: armoredSignature });
    const message = await openpgp.createMessage({ binary: new Uint8Array(content) });
    const verificationKeys = known.map(({ key }) => key);
    const { signatures } = await openpgp.verify({ message, signature, verificationKeys, format: "binary", config });
    return (await judge(signatures, known)) ?? unsigned("unsupported");
  } catch {
    return unsigned("unsupported");
  }
}

/** A text that carries its signature below it (RFC 9580 7). null: it is none. */
export async function verifyCleartext(
  block: string,
  theirs: PublicKey[],
): Promise<{ text: string; signature: MessageSignature } | null> {
  const known = await publicKeys(theirs);
  try {
    const message = await openpgp.readCleartextMessage({ cleartextMessage: block, config });
    const { signatures, data } = await openpgp.verify({
      message,
      verificationKeys: known.map(({ key }) => key),
      config,
    });
    const signature = (await judge(signatures, known)) ?? unsigned("unsupported");
    return { text: data, signature: { ...signature, covers: "text" } };
  } catch {
    return null;
  }
}

export async function signPgp(content: Buffer, own: OwnKey): Promise<string> {
  const message = await openpgp.createMessage({ binary: new Uint8Array(content) });
  const signingKeys = await privateKeys([own]);
  return (await openpgp.sign({ message, signingKeys, detached: true, format: "armored", config })) as string;
}

/** For these recipients and for ourselves; signed inside when there is a key to sign with. */
export async function encryptPgp(content: Buffer, recipients: PublicKey[], own: OwnKey | null): Promise<string> {
  const readers = own ? [...recipients, own] : recipients;
  const encryptionKeys = await Promise.all(
    readers.map(({ publicKey }) => openpgp.readKey({ armoredKey: publicKey, config })),
  );
  return (await openpgp.encrypt({
    message: await openpgp.createMessage({ binary: new Uint8Array(content) }),
    encryptionKeys,
    ...(own && { signingKeys: await privateKeys([own]) }),
    format: "armored",
    config: {
      ...config,
      // GnuPG 2.2 and Outlook's plug-ins read SEIPD version 1 (MDC); AEAD is used only where nothing else is asked for.
      aeadProtect: false,
      preferredCompressionAlgorithm: openpgp.enums.compression.uncompressed,
    },
  })) as string;
}

const readMessage = async (encrypted: Buffer | string): Promise<openpgp.Message<Uint8Array | string>> => {
  const armored = typeof encrypted === "string" ? encrypted : encrypted.toString("latin1");
  if (armored.includes("-----BEGIN PGP MESSAGE-----"))
    return openpgp.readMessage({
      armoredMessage: armored.slice(armored.indexOf("-----BEGIN PGP MESSAGE-----")),
      config,
    });
  return openpgp.readMessage({ binaryMessage: new Uint8Array(Buffer.from(armored, "latin1")), config });
};

const privateKeys = async (own: OwnKey[]): Promise<openpgp.PrivateKey[]> =>
  Promise.all(
    own
      .filter(({ kind }) => kind === "pgp")
      .map(({ privateKey }) => openpgp.readPrivateKey({ armoredKey: privateKey, config })),
  );

interface Known {
  key: openpgp.Key;
  entry: PublicKey;
}

async function publicKeys(entries: PublicKey[]): Promise<Known[]> {
  const read = entries
    .filter(({ kind }) => kind === "pgp")
    .map(async (entry) => ({ entry, key: await openpgp.readKey({ armoredKey: entry.publicKey, config }) }));
  const all = await Promise.allSettled(read);
  return all.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
}

/** The best of several signatures; null when there is none. */
async function judge(signatures: openpgp.VerifyMessageResult["signatures"], known: Known[]) {
  let best: MessageSignature | null = null;
  for (const { keyID, verified } of signatures.slice(0, 10)) {
    const found = known.find(({ key }) => key.getKeys(keyID).length > 0);
    const state = await verified.then(
      () => (found?.entry.revoked ? ("revoked" as const) : ("valid" as const)),
      (error: Error) => (found ? stateOf(error) : ("unknown-key" as const)),
    );
    const judged: MessageSignature = {
      kind: "pgp",
      state,
      keyChecked: state === "valid" && found?.entry.checked === true,
      address: found?.entry.address ?? null,
      fingerprint: found ? found.key.getFingerprint().toUpperCase() : keyID.toHex().toUpperCase(),
      covers: "mail",
    };
    if (!best || (state === "valid" && best.state !== "valid")) best = judged;
  }
  return best;
}

function stateOf({ message }: Error): SignatureState {
  if (/revoked/i.test(message)) return "revoked";
  if (/expired/i.test(message)) return "expired";
  if (/insecure|not supported|unsupported/i.test(message)) return "unsupported";
  return "invalid";
}

const unsigned = (state: SignatureState): MessageSignature => ({
  kind: "pgp",
  state,
  keyChecked: false,
  address: null,
  fingerprint: null,
  covers: "mail",
});

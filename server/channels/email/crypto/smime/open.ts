// S/MIME that is encrypted (RFC 8551 3.3, 3.4; RFC 5652 6; RFC 5083): AES in CBC or GCM, the key by RSA or ECDH.
import { constants, createDecipheriv, createPrivateKey, privateDecrypt, X509Certificate } from "node:crypto";
import type { ClosedReason } from "../../../../../shared/conversations/protection.ts";
import type { OwnKey } from "../mail-keys.ts";
import { type Agreement, readAgreement, unwrapAgreed } from "./agree.ts";
import { childrenOf, contextTag, type Node, octets, oidOf, oids, rawOf, readAsn1 } from "./asn1.ts";
import { issuerAndSerial, keyIdentifier } from "./certificates.ts";

type Cipher = { name: "aes-128-cbc" | "aes-192-cbc" | "aes-256-cbc"; gcm: false } | { name: string; gcm: true };

const ciphers: Record<string, Cipher> = {
  "2.16.840.1.101.3.4.1.2": { name: "aes-128-cbc", gcm: false },
  "2.16.840.1.101.3.4.1.22": { name: "aes-192-cbc", gcm: false },
  "2.16.840.1.101.3.4.1.42": { name: "aes-256-cbc", gcm: false },
  "2.16.840.1.101.3.4.1.6": { name: "aes-128-gcm", gcm: true },
  "2.16.840.1.101.3.4.1.26": { name: "aes-192-gcm", gcm: true },
  "2.16.840.1.101.3.4.1.46": { name: "aes-256-gcm", gcm: true },
};
/** DES, triple DES, RC2, RC4: not opened (RT CVE-2025-2545). */
const weak = new Set(["1.2.840.113549.3.2", "1.2.840.113549.3.4", "1.2.840.113549.3.7", "1.3.14.3.2.7"]);
const oaepHashes: Record<string, string> = {
  "1.3.14.3.2.26": "sha1",
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
};

/** What kind of CMS it is; null: none. */
export function cmsKind(bytes: Buffer): "enveloped" | "signed" | "other" | null {
  try {
    const kind = oidOf(childrenOf(readAsn1(bytes))[0]);
    if (kind === oids.envelopedData || kind === oids.authEnvelopedData) return "enveloped";
    return kind === oids.signedData ? "signed" : kind ? "other" : null;
  } catch {
    return null;
  }
}

/** Never throws. */
export function openCms(bytes: Buffer, own: OwnKey[]): { content: Buffer } | { closed: ClosedReason } {
  let envelope: Envelope;
  try {
    envelope = readEnvelope(bytes);
  } catch {
    return { closed: "damaged" };
  }
  if (weak.has(envelope.cipher)) return { closed: "weak" };
  const cipher = ciphers[envelope.cipher];
  if (!cipher || cipher.gcm !== envelope.authenticated) return { closed: "unsupported" };
  const keys = own.filter(({ kind }) => kind === "smime");
  let fits = false;
  try {
    for (const recipient of envelope.recipients) {
      const key = keys.find((each) => isFor(recipient, each));
      if (!key) continue;
      fits = true;
      const contentKey = unwrap(recipient, key);
      if (contentKey) return { content: decipher(cipher, contentKey, envelope) };
    }
  } catch {
    return { closed: "damaged" };
  }
  return { closed: fits ? "unsupported" : "no-key" };
}

interface Recipient {
  /** SEQUENCE {issuer, serial} or [0] key identifier. */
  id: Node;
  /** How the key was encrypted, or agreed upon. */
  by: { algorithm: Node } | Agreement;
  key: Buffer;
}
interface Envelope {
  authenticated: boolean;
  recipients: Recipient[];
  cipher: string;
  parameters: Node;
  content: Buffer;
  /** GCM: what is protected beside the content, and the tag. */
  attributes: Buffer | null;
  tag: Buffer;
}

function readEnvelope(bytes: Buffer): Envelope {
  const [kind, wrapped] = childrenOf(readAsn1(bytes));
  const authenticated = oidOf(kind) === oids.authEnvelopedData;
  const fields = childrenOf(childrenOf(wrapped)[0]).slice(1);
  if (contextTag(fields[0]) === 0) fields.shift();
  const [recipients, encrypted, ...rest] = fields;
  const [, method, content] = childrenOf(encrypted);
  const [cipher, parameters] = childrenOf(method);
  const attributes = rest.find((each) => contextTag(each) === 1);
  const tag = rest.find((each) => contextTag(each) === -1);
  if (!content || (authenticated && !tag)) throw new Error("no content");
  return {
    authenticated,
    recipients: childrenOf(recipients).slice(0, 500).flatMap(readRecipient).slice(0, 500),
    cipher: oidOf(cipher),
    parameters,
    content: octets(content),
    attributes: attributes ? Buffer.concat([Buffer.of(0x31), rawOf(attributes).subarray(1)]) : null,
    tag: tag ? octets(tag) : Buffer.alloc(0),
  };
}

function readRecipient(node: Node): Recipient[] {
  if (contextTag(node) === -1) {
    const [, id, algorithm, key] = childrenOf(node);
    return [{ id, by: { algorithm }, key: octets(key) }];
  }
  const agreement = contextTag(node) === 1 ? readAgreement(childrenOf(node)) : null;
  return (agreement?.keys ?? []).map((each) => {
    const [id, key] = childrenOf(each);
    return { id, by: agreement as Agreement, key: octets(key) };
  });
}

function isFor({ id }: Recipient, key: OwnKey): boolean {
  const certificate = new X509Certificate(key.publicKey);
  if (contextTag(id) === 0)
    // Where keys are agreed upon it stands in a structure of its own.
    return keyIdentifier(certificate)?.equals(octets(id.idBlock.isConstructed ? childrenOf(id)[0] : id)) ?? false;
  const { issuer, serial } = issuerAndSerial(certificate);
  const [theirIssuer, theirSerial] = childrenOf(id);
  return rawOf(theirIssuer).equals(issuer) && rawOf(theirSerial).equals(serial);
}

/** null: a way of wrapping that we do not know. Node answers a wrong PKCS#1 padding with random bytes, so that nobody learns from it. */
function unwrap({ by, key }: Recipient, own: OwnKey): Buffer | null {
  const privateKey = createPrivateKey(own.privateKey);
  if ("point" in by) return unwrapAgreed(by, key, privateKey);
  if (privateKey.asymmetricKeyType !== "rsa") return null;
  const [method, parameters] = childrenOf(by.algorithm);
  if (oidOf(method) === oids.rsaEncryption)
    return privateDecrypt({ key: privateKey, padding: constants.RSA_PKCS1_PADDING }, key);
  if (oidOf(method) !== oids.rsaOaep) return null;
  const named = childrenOf(parameters).find((each) => contextTag(each) === 0);
  const oaepHash = named ? oaepHashes[oidOf(childrenOf(childrenOf(named)[0])[0])] : "sha1";
  if (!oaepHash) return null;
  return privateDecrypt({ key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }, key);
}

/** Throws when it was changed, as far as the cipher shows it. */
function decipher(cipher: Cipher, key: Buffer, envelope: Envelope): Buffer {
  if (!cipher.gcm) {
    const opened = createDecipheriv(cipher.name, key, octets(envelope.parameters));
    return Buffer.concat([opened.update(envelope.content), opened.final()]);
  }
  const [nonce, length] = childrenOf(envelope.parameters);
  const authTagLength = length ? Number(length.valueBlock.valueDec) : 12;
  if (authTagLength < 12 || envelope.tag.length !== authTagLength) throw new Error("a tag too short to prove anything");
  const opened = createDecipheriv(cipher.name as "aes-256-gcm", key, octets(nonce), { authTagLength });
  if (envelope.attributes) opened.setAAD(envelope.attributes);
  opened.setAuthTag(envelope.tag);
  return Buffer.concat([opened.update(envelope.content), opened.final()]);
}

// A content key for somebody whose key is on an elliptic curve: agreed upon by ECDH and wrapped by AES (RFC 5753 3.1, RFC 3394).
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";
import {
  algorithm,
  childrenOf,
  der,
  explicit,
  type Node,
  octets,
  oid,
  oidOf,
  rawOf,
  readAsn1,
  sequence,
} from "./asn1.ts";

/** Of curves without a cofactor, on which both kinds of Diffie-Hellman are the same. */
const curves = new Set(["prime256v1", "secp384r1", "secp521r1"]);

/** The hash by which the wrapping key is made, standard and cofactor (RFC 5753 7.1.4); SHA-1 proves nothing here, and is OpenSSL's own choice. */
const schemes: Record<string, string> = {
  "1.3.133.16.840.63.0.2": "sha1",
  "1.3.133.16.840.63.0.3": "sha1",
  "1.3.132.1.11.1": "sha256",
  "1.3.132.1.14.1": "sha256",
  "1.3.132.1.11.2": "sha384",
  "1.3.132.1.14.2": "sha384",
  "1.3.132.1.11.3": "sha512",
  "1.3.132.1.14.3": "sha512",
};
const wraps: Record<string, { cipher: string; bytes: number }> = {
  "2.16.840.1.101.3.4.1.5": { cipher: "id-aes128-wrap", bytes: 16 },
  "2.16.840.1.101.3.4.1.25": { cipher: "id-aes192-wrap", bytes: 24 },
  "2.16.840.1.101.3.4.1.45": { cipher: "id-aes256-wrap", bytes: 32 },
};
const stdDhSha256 = "1.3.132.1.11.1";
const aes256Wrap = "2.16.840.1.101.3.4.1.45";
const wrapIv = Buffer.alloc(8, 0xa6);

export const canAgreeWith = (key: KeyObject): boolean =>
  key.asymmetricKeyType === "ec" && curves.has(key.asymmetricKeyDetails?.namedCurve ?? "");

/** What all recipients of one KeyAgreeRecipientInfo have in common. */
export interface Agreement {
  /** The sender's point, made for this mail alone. */
  point: Buffer;
  /** User keying material; null: none. */
  ukm: Buffer | null;
  algorithm: Node;
}

/** Of the fields of a KeyAgreeRecipientInfo; null: the sender's key is one that we would have to look for. */
export function readAgreement([, originator, ...rest]: Node[]): (Agreement & { keys: Node[] }) | null {
  const [key] = childrenOf(originator);
  const [, point] = childrenOf(key);
  const ukm = rest.length > 2 ? octets(childrenOf(rest.shift())[0]) : null;
  const [method, keys] = rest;
  if (key?.idBlock.tagNumber !== 1 || !point) return null;
  return { point: octets(point), ukm, algorithm: method, keys: childrenOf(keys) };
}

/** The content key; null: agreed or wrapped in a way that we do not know. Throws when it was changed. */
export function unwrapAgreed(
  { point, ukm, algorithm: method }: Agreement,
  key: Buffer,
  privateKey: KeyObject,
): Buffer | null {
  const [scheme, wrap] = childrenOf(method);
  const hash = schemes[oidOf(scheme)];
  const by = wraps[oidOf(childrenOf(wrap)[0])];
  if (!hash || !by || !canAgreeWith(privateKey)) return null;
  const publicKey = createPublicKey({ key: spki(curveOf(privateKey), point), format: "der", type: "spki" });
  const wrapping = derive(diffieHellman({ privateKey, publicKey }), hash, rawOf(wrap), by.bytes, ukm);
  const opened = createDecipheriv(by.cipher, wrapping, wrapIv);
  return Buffer.concat([opened.update(key), opened.final()]);
}

/** A KeyAgreeRecipientInfo for one of them, whose certificate `id` names. */
export function wrapAgreed(contentKey: Buffer, publicKey: KeyObject, id: Buffer): Buffer {
  const { namedCurve = "" } = publicKey.asymmetricKeyDetails ?? {};
  const own = generateKeyPairSync("ec", { namedCurve });
  const [method, point] = childrenOf(readAsn1(own.publicKey.export({ format: "der", type: "spki" })));
  const wrap = sequence(oid(aes256Wrap));
  const wrapping = derive(diffieHellman({ privateKey: own.privateKey, publicKey }), "sha256", wrap, 32, null);
  const cipher = createCipheriv("id-aes256-wrap", wrapping, wrapIv);
  const wrapped = Buffer.concat([cipher.update(contentKey), cipher.final()]);
  const originator = der(0xa1, rawOf(method), rawOf(point));
  return der(
    0xa1,
    der(0x02, Buffer.of(3)),
    explicit(0, originator),
    algorithm(stdDhSha256, wrap),
    sequence(sequence(id, der(0x04, wrapped))),
  );
}

/** ANSI X9.63 3.6.1 over what RFC 5753 7.2 says that is shared. */
function derive(secret: Buffer, hash: string, wrap: Buffer, bytes: number, ukm: Buffer | null): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes * 8);
  const shared = sequence(wrap, ...(ukm ? [explicit(0, der(0x04, ukm))] : []), explicit(2, der(0x04, length)));
  const blocks: Buffer[] = [];
  for (let counter = 1; Buffer.concat(blocks).length < bytes; counter++) {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    blocks.push(createHash(hash).update(secret).update(count).update(shared).digest());
  }
  return Buffer.concat(blocks).subarray(0, bytes);
}

/** The AlgorithmIdentifier of its curve: what a sender may leave out, as it is the recipient's (RFC 5753 3.1.1). */
function curveOf(privateKey: KeyObject): Buffer {
  const [method] = childrenOf(readAsn1(createPublicKey(privateKey).export({ format: "der", type: "spki" })));
  return rawOf(method);
}

const spki = (curve: Buffer, point: Buffer): Buffer => sequence(curve, der(0x03, Buffer.of(0), point));

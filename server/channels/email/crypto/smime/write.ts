// S/MIME that leaves: signed beside the text, encrypted by AES-256 (RFC 8551 3.3, 3.5.3).
import {
  constants,
  createCipheriv,
  createHash,
  createPrivateKey,
  publicEncrypt,
  randomBytes,
  sign,
  X509Certificate,
} from "node:crypto";
import type { OwnKey, PublicKey } from "../mail-keys.ts";
import { canAgreeWith, wrapAgreed } from "./agree.ts";
import { algorithm, der, explicit, integer, octetString, oid, oids, sequence, setOf } from "./asn1.ts";
import { issuerAndSerial, readPem } from "./certificates.ts";

/** A CMS SignedData over `content`, which travels beside it. */
export function signCms(content: Buffer, own: OwnKey, at: Date): Buffer {
  const certificates = readPem(own.publicKey);
  const key = createPrivateKey(own.privateKey);
  const attributes = [
    attribute(oids.contentType, oid(oids.data)),
    attribute(oids.signingTime, utcTime(at)),
    attribute(oids.messageDigest, octetString(createHash("sha256").update(content).digest())),
  ];
  const signed = setOf(...attributes);
  const signer = sequence(
    integer(1),
    nameOf(certificates[0] as X509Certificate),
    algorithm(oids.sha256),
    Buffer.concat([Buffer.of(0xa0), signed.subarray(1)]),
    key.asymmetricKeyType === "ec" ? sequence(oid(oids.ecdsaWithSha256)) : algorithm(oids.rsaEncryption),
    octetString(sign("sha256", signed, key)),
  );
  return sequence(
    oid(oids.signedData),
    explicit(
      0,
      sequence(
        integer(1),
        setOf(algorithm(oids.sha256)),
        sequence(oid(oids.data)),
        explicit(0, ...certificates.map(({ raw }) => raw)),
        setOf(signer),
      ),
    ),
  );
}

/** A CMS EnvelopedData for these recipients and for ourselves. Throws for keys that cannot be encrypted for. */
export function encryptCms(content: Buffer, recipients: PublicKey[]): Buffer {
  const contentKey = randomBytes(32);
  const iv = randomBytes(16);
  const cipher = createCipheriv("aes-256-cbc", contentKey, iv);
  const wrapped = recipients.map((each) => wrapFor(each, contentKey));
  const encrypted = Buffer.concat([cipher.update(content), cipher.final()]);
  return sequence(
    oid(oids.envelopedData),
    explicit(
      0,
      sequence(
        // RFC 5652 6.1: 2 as soon as one key is agreed upon.
        integer(wrapped.some(([tag]) => tag === 0xa1) ? 2 : 0),
        setOf(...wrapped),
        sequence(oid(oids.data), algorithm(oids.aes256Cbc, octetString(iv)), der(0x80, encrypted)),
      ),
    ),
  );
}

export const canEncryptFor = ({ publicKey }: X509Certificate): boolean =>
  publicKey.asymmetricKeyType === "rsa" || canAgreeWith(publicKey);

function wrapFor({ publicKey }: PublicKey, contentKey: Buffer): Buffer {
  const certificate = new X509Certificate(publicKey);
  if (canAgreeWith(certificate.publicKey)) return wrapAgreed(contentKey, certificate.publicKey, nameOf(certificate));
  const key = { key: certificate.publicKey, padding: constants.RSA_PKCS1_PADDING };
  return sequence(
    integer(0),
    nameOf(certificate),
    algorithm(oids.rsaEncryption),
    octetString(publicEncrypt(key, contentKey)),
  );
}

function nameOf(certificate: X509Certificate): Buffer {
  const { issuer, serial } = issuerAndSerial(certificate);
  return sequence(issuer, serial);
}

const attribute = (type: string, value: Buffer): Buffer => sequence(oid(type), setOf(value));

/** "251129143000Z"; until 2049 (RFC 5652 11.3). */
const utcTime = (at: Date): Buffer =>
  der(
    0x17,
    Buffer.from(
      `${at
        .toISOString()
        .replace(/[-:T]|\..*/g, "")
        .slice(2)}Z`,
    ),
  );

// A composed mail made signed and encrypted: PGP/MIME (RFC 3156) or S/MIME (RFC 8551). Headers stay outside, readable.
import { randomBytes } from "node:crypto";
import * as openpgp from "openpgp";
import { defaultLimits } from "../parse/limits.ts";
import { splitParts } from "../parse/mime-tree.ts";
import { outerHeader } from "./entities.ts";
import type { OwnKey, PublicKey } from "./mail-keys.ts";
import { encryptPgp, signPgp } from "./pgp.ts";
import { encryptCms, signCms } from "./smime/write.ts";

export interface Protection {
  sign: OwnKey | null;
  /** null: not encrypted. Else everybody who has to read it. */
  encryptFor: PublicKey[] | null;
  /** Our own key for encryption, so that we can read what we wrote. */
  self: OwnKey | null;
}

/** `raw`: RFC 5322 with CR LF, its parts in 7 bits. `at`: the time of signing. */
export async function protect(raw: Buffer, { sign, encryptFor, self }: Protection, at: Date): Promise<Buffer> {
  const { root } = splitParts(raw, defaultLimits);
  const header = `${outerHeader(raw, root)}${autocryptOf(sign)}MIME-Version: 1.0\r\n`;
  const entity = Buffer.concat([Buffer.from(contentHeader(raw, root.bodyStart)), raw.subarray(root.bodyStart)]);
  const kind = encryptFor?.[0]?.kind ?? sign?.kind;
  const body =
    kind === "pgp"
      ? await (encryptFor ? pgpEncrypted(entity, encryptFor, sign ?? self) : pgpSigned(entity, sign as OwnKey))
      : smime(entity, sign, encryptFor && (self ? [...encryptFor, self] : encryptFor), at);
  return Buffer.concat([Buffer.from(header, "latin1"), body]);
}

/** The fields that describe the body, and the empty line. */
function contentHeader(raw: Buffer, end: number): string {
  const fields = raw.toString("latin1", 0, end).split(/\r\n(?![ \t])/);
  return `${fields.filter((field) => /^content-/i.test(field)).join("\r\n")}\r\n\r\n`;
}

async function pgpSigned(entity: Buffer, own: OwnKey): Promise<Buffer> {
  const signature = await signPgp(entity, own);
  const [packet] = (await openpgp.readSignature({ armoredSignature: signature })).packets;
  const hash = openpgp.enums.read(openpgp.enums.hash, packet?.hashAlgorithm ?? openpgp.enums.hash.sha512);
  return multipart(`multipart/signed; micalg=pgp-${hash}; protocol="application/pgp-signature"`, [
    entity,
    part(
      'application/pgp-signature; name="signature.asc"',
      "signature.asc",
      "7bit",
      signature.replace(/\r?\n/g, "\r\n"),
    ),
  ]);
}

async function pgpEncrypted(entity: Buffer, recipients: PublicKey[], own: OwnKey | null): Promise<Buffer> {
  const encrypted = await encryptPgp(entity, recipients, own);
  return multipart('multipart/encrypted; protocol="application/pgp-encrypted"', [
    Buffer.from("Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n"),
    part(
      'application/octet-stream; name="encrypted.asc"',
      "encrypted.asc",
      "7bit",
      encrypted.replace(/\r?\n/g, "\r\n"),
    ),
  ]);
}

function smime(entity: Buffer, sign: OwnKey | null, recipients: PublicKey[] | null, at: Date): Buffer {
  const signed = sign ? smimeSigned(entity, sign, at) : entity;
  if (!recipients) return signed;
  return part(
    'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"',
    "smime.p7m",
    "base64",
    lines(encryptCms(signed, recipients)),
  );
}

function smimeSigned(entity: Buffer, own: OwnKey, at: Date): Buffer {
  return multipart('multipart/signed; micalg=sha-256; protocol="application/pkcs7-signature"', [
    entity,
    part('application/pkcs7-signature; name="smime.p7s"', "smime.p7s", "base64", lines(signCms(entity, own, at))),
  ]);
}

const lines = (bytes: Buffer): string => bytes.toString("base64").replace(/.{76}/g, "$&\r\n");

function part(type: string, name: string, encoding: string, body: string): Buffer {
  return Buffer.from(
    `Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\n${body.trimEnd()}\r\n`,
  );
}

function multipart(type: string, parts: Buffer[]): Buffer {
  const boundary = `=-${randomBytes(18).toString("hex")}`;
  const pieces = parts.flatMap((each) => [Buffer.from(`--${boundary}\r\n`), each, Buffer.from("\r\n")]);
  return Buffer.concat([
    Buffer.from(`Content-Type: ${type};\r\n boundary="${boundary}"\r\n\r\n`),
    ...pieces,
    Buffer.from(`--${boundary}--\r\n`),
  ]);
}

/** Our key goes along, so that whoever gets it can answer encrypted (Autocrypt Level 1, 2.1). */
function autocryptOf(own: OwnKey | null): string {
  if (own?.kind !== "pgp") return "";
  const base64 = own.publicKey.replace(/^-----.*$|^[\w-]+:.*$|^=.{4}$/gm, "").replace(/\s+/g, "");
  if (base64.length > 12_000) return "";
  return `Autocrypt: addr=${own.address}; prefer-encrypt=mutual; keydata=\r\n ${base64.replace(/.{76}(?=.)/g, "$&\r\n ")}\r\n`;
}

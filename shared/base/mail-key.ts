// Keys for encrypted and signed mail on the wire (F87). Private keys never are.
import { type Static, Type } from "typebox";
import { Closed, Id, Instant, Nullable, oneOf } from "./schema.ts";

export const keySources = ["generated", "uploaded", "autocrypt", "signed-mail", "wkd"] as const;

export const MailKey = Closed({
  id: Id,
  kind: oneOf(["pgp", "smime"]),
  /** Whose mail it is for, lower case; "" for an authority. */
  address: Type.String(),
  name: Type.String(),
  /** Hex: PGP's own, of a certificate SHA-256. */
  fingerprint: Type.String(),
  /** We hold its private key. */
  own: Type.Boolean(),
  /** A certificate that vouches for others. */
  authority: Type.Boolean(),
  source: oneOf(keySources),
  /** Somebody has compared the fingerprint. */
  checked: Type.Boolean(),
  checkedAt: Nullable(Instant),
  checkedBy: Nullable(Type.String()),
  madeAt: Nullable(Instant),
  expiresAt: Nullable(Instant),
  revokedAt: Nullable(Instant),
  addedAt: Instant,
});
export type MailKey = Static<typeof MailKey>;

const Address = Type.String({ minLength: 3, maxLength: 320, pattern: "^[^\\s@<>,;]+@[^\\s@<>,;]+$" });

/** POST /mail-keys: made here, or of a file that somebody has. */
export const GenerateMailKey = Closed({ address: Address, name: Type.Optional(Type.String({ maxLength: 200 })) });
export const ImportOwnKey = Closed({
  address: Address,
  /** PGP armored, PKCS #12, or PEM. */
  file: Type.String({ contentEncoding: "base64", minLength: 1, maxLength: 400_000 }),
  passphrase: Type.Optional(Type.String({ maxLength: 1000 })),
});
export const ImportPublicKey = Closed({
  /** Without: the addresses that the key names. */
  address: Type.Optional(Address),
  file: Type.String({ contentEncoding: "base64", minLength: 1, maxLength: 400_000 }),
  /** A certificate that vouches for others. */
  authority: Type.Optional(Type.Boolean()),
});
export const LookUpKey = Closed({ address: Address });
export const ChangeMailKey = Closed({
  checked: Type.Optional(Type.Boolean()),
  revoked: Type.Optional(Type.Literal(true)),
});

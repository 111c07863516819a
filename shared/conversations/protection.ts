// What is known of a message's encryption and signature (F87): shown beside it, and a fact for how far it is trusted.
import { type Static, Type } from "typebox";
import { Closed, Nullable, oneOf } from "../base/schema.ts";

export const cryptoKinds = ["pgp", "smime"] as const;
export type CryptoKind = (typeof cryptoKinds)[number];

/**
 * no-key: none of ours opens it. not-protected: nothing would show that somebody changed it on its way (EFAIL), so it stays closed.
 * weak: a cipher that is broken. damaged: it was changed or cut. unsupported: a form that we do not know.
 */
export const closedReasons = ["no-key", "not-protected", "weak", "damaged", "unsupported"] as const;
export type ClosedReason = (typeof closedReasons)[number];

/** other-sender: made by the key of somebody else than who is named in From. */
export const signatureStates = [
  "valid",
  "invalid",
  "unknown-key",
  "expired",
  "revoked",
  "other-sender",
  "unsupported",
] as const;
export type SignatureState = (typeof signatureStates)[number];

export const MessageSignature = Closed({
  kind: oneOf(cryptoKinds),
  state: oneOf(signatureStates),
  /** Somebody here has compared the key's fingerprint, or an authority that this desk trusts vouches for it. */
  keyChecked: Type.Boolean(),
  /** Whose key it is. */
  address: Nullable(Type.String()),
  fingerprint: Nullable(Type.String()),
  /** text: only what is written, not the files beside it (inline PGP). */
  covers: oneOf(["mail", "text"]),
});
export type MessageSignature = Static<typeof MessageSignature>;

export const MessageCrypto = Closed({
  /** decrypted: its text is what was encrypted. closed: it could not be. asked: it leaves encrypted. */
  encryption: Nullable(
    Closed({
      kind: oneOf(cryptoKinds),
      state: oneOf(["decrypted", "closed", "asked"]),
      why: Nullable(oneOf(closedReasons)),
      /** Only a part of the mail was encrypted: the rest anybody could have written. */
      part: Type.Boolean(),
    }),
  ),
  /** Of what came in. */
  signature: Nullable(MessageSignature),
  /** It leaves signed. */
  signs: Nullable(oneOf(cryptoKinds)),
});
export type MessageCrypto = Static<typeof MessageCrypto>;

/** What is said of one answer; what is left out is as usual. */
export const CryptoChoice = Closed({ sign: Type.Optional(Type.Boolean()), encrypt: Type.Optional(Type.Boolean()) });
export type CryptoChoice = Static<typeof CryptoChoice>;

/** GET /conversations/{id}/encryption: how an answer can leave. */
export const OutgoingCrypto = Closed({
  /** With what it can be signed and encrypted; null: not at all. */
  signs: Nullable(oneOf(cryptoKinds)),
  encrypts: Nullable(oneOf(cryptoKinds)),
  /** Whose key is not here. */
  missing: Type.Array(Type.String()),
  /** What happens when nothing is said. */
  sign: Type.Boolean(),
  encrypt: Type.Boolean(),
  /** The customer wrote encrypted: an answer that quotes him should be, too. */
  secret: Type.Boolean(),
});
export type OutgoingCrypto = Static<typeof OutgoingCrypto>;

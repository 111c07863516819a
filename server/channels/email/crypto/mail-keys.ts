// The keys that a mail may need, as they are handed to the thread that opens it, and what it gives back.
import type { CryptoKind, MessageCrypto } from "../../../../shared/conversations/protection.ts";

export interface PublicKey {
  kind: CryptoKind;
  /** Lower case. */
  address: string;
  /** PGP: armored. S/MIME: the certificate as PEM, then those above it. */
  publicKey: string;
  checked: boolean;
  revoked: boolean;
}

export interface OwnKey extends PublicKey {
  /** PGP: armored, without passphrase. S/MIME: PKCS#8 as PEM. */
  privateKey: string;
}

export interface MailKeys {
  own: OwnKey[];
  /** Of who is named in From. */
  theirs: PublicKey[];
  /** Certificates as PEM: whoever they vouch for is trusted. */
  authorities: string[];
}

/** A key that came with a mail: nobody has checked it. */
export interface LearnedKey {
  kind: CryptoKind;
  address: string;
  publicKey: string;
  source: "autocrypt" | "signed-mail";
}

export interface OpenedMarks {
  /** null: neither encrypted nor signed. */
  marks: MessageCrypto | null;
  learned: LearnedKey[];
}

export const nothingKnown: MessageCrypto = { encryption: null, signature: null, signs: null };

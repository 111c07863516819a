// S/MIME signatures, detached and opaque (RFC 8551 3.5; RFC 5652 5).
import { constants, createHash, type KeyObject, timingSafeEqual, verify, X509Certificate } from "node:crypto";
import type { MessageSignature, SignatureState } from "../../../../../shared/conversations/protection.ts";
import type { PublicKey } from "../mail-keys.ts";
import { childrenOf, contextTag, digests, type Node, octets, oidOf, oids, rawOf, readAsn1 } from "./asn1.ts";
import { addressesOf, fingerprintOf, isExpired, issuerAndSerial, isVouchedFor, keyIdentifier } from "./certificates.ts";

export interface VerifiedCms {
  /** What was signed; null: it was not inside and none was given. */
  content: Buffer | null;
  signature: MessageSignature;
  /** The signer's certificate and those beside it, as PEM; null when nothing is to be learned from it. */
  certificates: string | null;
}

/** `detached`: what is signed, when it does not lie inside. `from`: who should have signed, lower case. Never throws. */
export async function verifyCms(
  bytes: Buffer,
  detached: Buffer | null,
  from: string | null,
  theirs: PublicKey[],
  authorities: string[],
): Promise<VerifiedCms> {
  try {
    const signed = readSigned(bytes);
    // What is shown is what has to be signed: content that a detached signature brings along is nobody's business.
    const content = detached ?? signed.content;
    const said = (state: SignatureState): VerifiedCms => ({ content, signature: plain(state), certificates: null });
    if (!content || signed.signers.length === 0) return said("unsupported");
    const known = theirs.filter(({ kind }) => kind === "smime").map(({ publicKey }) => new X509Certificate(publicKey));
    const signer = signed.signers[0] as Signer;
    const certificate = [...signed.certificates, ...known].find((each) => isOf(signer, each));
    if (!certificate) return said("unknown-key");
    const state = stateOf(signer, certificate, content, from);
    const mine = theirs.find(
      (each) =>
        each.kind === "smime" && fingerprintOf(new X509Certificate(each.publicKey)) === fingerprintOf(certificate),
    );
    const vouched = mine?.checked || (await isVouchedFor(certificate, signed.certificates, authorities));
    const beside = signed.certificates.filter((each) => each !== certificate);
    return {
      content,
      signature: {
        kind: "smime",
        state: state === "valid" && mine?.revoked ? "revoked" : state,
        keyChecked: state === "valid" && vouched,
        address: addressesOf(certificate)[0] ?? null,
        fingerprint: fingerprintOf(certificate),
        covers: "mail",
      },
      certificates: state === "valid" ? [certificate, ...beside].map(String).join("") : null,
    };
  } catch {
    return { content: detached, signature: plain("unsupported"), certificates: null };
  }
}

interface Signer {
  id: Node;
  digest: string;
  attributes: Node | null;
  algorithm: Node;
  value: Buffer;
}

function readSigned(bytes: Buffer) {
  const [, wrapped] = childrenOf(readAsn1(bytes));
  const fields = childrenOf(childrenOf(wrapped)[0]).slice(2);
  const [inside, ...rest] = fields;
  const [, content] = childrenOf(inside);
  const certificates = rest.find((each) => contextTag(each) === 0);
  const signers = rest.find((each) => contextTag(each) === -1);
  return {
    content: content ? octets(childrenOf(content)[0]) : null,
    certificates: childrenOf(certificates)
      .slice(0, 20)
      .filter((each) => contextTag(each) === -1)
      .flatMap((each) => readable(rawOf(each))),
    signers: childrenOf(signers).slice(0, 5).map(readSigner),
  };
}

function readable(bytes: Buffer): X509Certificate[] {
  try {
    return [new X509Certificate(bytes)];
  } catch {
    return [];
  }
}

function readSigner(node: Node): Signer {
  const [, id, digest, ...rest] = childrenOf(node);
  const attributes = contextTag(rest[0]) === 0 ? rest.shift() : null;
  const [algorithm, value] = rest;
  return { id, digest: digests[oidOf(childrenOf(digest)[0])] ?? "", attributes, algorithm, value: octets(value) };
}

function isOf({ id }: Signer, certificate: X509Certificate): boolean {
  if (contextTag(id) === 0) return keyIdentifier(certificate)?.equals(octets(id)) ?? false;
  const [theirIssuer, theirSerial] = childrenOf(id);
  const { issuer, serial } = issuerAndSerial(certificate);
  return rawOf(theirIssuer).equals(issuer) && rawOf(theirSerial).equals(serial);
}

function stateOf(signer: Signer, certificate: X509Certificate, content: Buffer, from: string | null): SignatureState {
  if (!signer.digest) return "unsupported";
  if (!isSignedBy(signer, certificate.publicKey, content)) return "invalid";
  if (from === null || !addressesOf(certificate).includes(from)) return "other-sender";
  return isExpired(certificate) ? "expired" : "valid";
}

function isSignedBy(signer: Signer, key: KeyObject, content: Buffer): boolean {
  const { digest, attributes, value } = signer;
  if (!attributes) return check(signer, key, content, value);
  const hash = createHash(digest).update(content).digest();
  const said = attribute(attributes, oids.messageDigest);
  if (!said || octets(said).length !== hash.length || !timingSafeEqual(octets(said), hash)) return false;
  // RFC 5652 5.4: signed is the SET OF, not the implicit tag under which it travels.
  return check(signer, key, Buffer.concat([Buffer.of(0x31), rawOf(attributes).subarray(1)]), value);
}

function attribute(attributes: Node, type: string): Node | null {
  const found = childrenOf(attributes).find((each) => oidOf(childrenOf(each)[0]) === type);
  return found ? childrenOf(childrenOf(found)[1])[0] : null;
}

function check({ digest, algorithm }: Signer, key: KeyObject, signed: Buffer, value: Buffer): boolean {
  if (key.asymmetricKeyType === "ed25519") return verify(null, signed, key, value);
  if (key.asymmetricKeyType === "ec") return verify(digest, signed, key, value);
  if (key.asymmetricKeyType !== "rsa" && key.asymmetricKeyType !== "rsa-pss") return false;
  const pss = oidOf(childrenOf(algorithm)[0]) === oids.rsaPss;
  const padding = pss ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  return verify(digest, signed, { key, padding, ...(pss && { saltLength: constants.RSA_PSS_SALTLEN_AUTO }) }, value);
}

const plain = (state: SignatureState): MessageSignature => ({
  kind: "smime",
  state,
  keyChecked: false,
  address: null,
  fingerprint: null,
  covers: "mail",
});

// A private key with its certificates as people get them from an authority: PKCS #12 (RFC 7292), or both as PEM.
import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import * as pkijs from "pkijs";
import { KeyFileError } from "../key-file-error.ts";
import { readPem } from "./certificates.ts";

export interface OwnCertificate {
  /** The certificate, then those above it. */
  certificates: X509Certificate[];
  /** PKCS#8 as PEM. */
  privateKey: string;
}

/** Throws KeyFileError, whose text says what to do. */
export async function readKeyFile(bytes: Buffer, passphrase: string): Promise<OwnCertificate> {
  const text = bytes.toString("latin1");
  const { key, certificates } = text.includes("-----BEGIN ")
    ? readPemPair(text, passphrase)
    : await readPkcs12(bytes, passphrase);
  const leaf = certificates.find((each) => each.checkPrivateKey(key));
  if (!leaf) throw new KeyFileError("The file holds no certificate for its private key.");
  return {
    certificates: [leaf, ...certificates.filter((each) => each !== leaf)],
    privateKey: key.export({ type: "pkcs8", format: "pem" }) as string,
  };
}

function readPemPair(text: string, passphrase: string): { key: KeyObject; certificates: X509Certificate[] } {
  try {
    const found = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?-----END [A-Z ]*PRIVATE KEY-----/.exec(text);
    return { key: createPrivateKey({ key: found?.[0] ?? "", passphrase }), certificates: readPem(text) };
  } catch {
    throw new KeyFileError("The private key cannot be read: is the passphrase right?");
  }
}

async function readPkcs12(
  bytes: Buffer,
  passphrase: string,
): Promise<{ key: KeyObject; certificates: X509Certificate[] }> {
  const password = new Uint8Array(Buffer.from(passphrase, "utf8")).buffer;
  let pfx: pkijs.PFX;
  try {
    pfx = pkijs.PFX.fromBER(new Uint8Array(bytes));
  } catch {
    throw new KeyFileError("This is no PKCS #12 file (.p12, .pfx) and no PEM.");
  }
  try {
    await pfx.parseInternalValues({ password, checkIntegrity: true });
  } catch {
    throw new KeyFileError("The passphrase is wrong, or the file is damaged.");
  }
  try {
    const safe = pfx.parsedValue?.authenticatedSafe;
    await safe?.parseInternalValues({ safeContents: safe.safeContents.map(() => ({ password })) });
    const bags = (safe?.parsedValue?.safeContents ?? []).flatMap(
      (each: { value: pkijs.SafeContents }) => each.value.safeBags,
    );
    return { key: await keyIn(bags, password), certificates: certificatesIn(bags) };
  } catch (error) {
    if (error instanceof KeyFileError) throw error;
    throw new KeyFileError(
      "The file is encrypted by an old method (RC2 or triple DES). Export it again with AES-256, or give key and certificate as PEM.",
    );
  }
}

async function keyIn(bags: pkijs.SafeBag[], password: ArrayBuffer): Promise<KeyObject> {
  for (const { bagValue } of bags) {
    if (bagValue instanceof pkijs.PKCS8ShroudedKeyBag) {
      const open = bagValue as unknown as {
        parseInternalValues(by: { password: ArrayBuffer }): Promise<void>;
        parsedValue: pkijs.PrivateKeyInfo;
      };
      await open.parseInternalValues({ password });
      return keyFrom(open.parsedValue);
    }
    if (bagValue instanceof pkijs.PrivateKeyInfo) return keyFrom(bagValue);
  }
  throw new KeyFileError("The file holds no private key.");
}

const keyFrom = (info: pkijs.PrivateKeyInfo): KeyObject =>
  createPrivateKey({ key: Buffer.from(info.toSchema().toBER()), format: "der", type: "pkcs8" });

const certificatesIn = (bags: pkijs.SafeBag[]): X509Certificate[] =>
  bags.flatMap(({ bagValue }) => {
    const held =
      bagValue instanceof pkijs.CertBag ? (bagValue.parsedValue as pkijs.Certificate | undefined) : undefined;
    return held ? [new X509Certificate(Buffer.from(held.toSchema(false).toBER()))] : [];
  });

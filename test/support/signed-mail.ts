// Mail as a domain with proper records sends it: signed by DKIM, with what its DNS says about it.
import { generateKeyPairSync } from "node:crypto";
import { dkimSign, sealMessage } from "mailauth";

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "der" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
export const dkimRecord = `v=DKIM1; k=rsa; p=${publicKey.toString("base64")}`;

/** Signed as `domain`, whose record stands at s1._domainkey.<domain>. */
export async function sign(mail: string, domain: string, more: object = {}): Promise<string> {
  const { signatures } = await dkimSign(mail, {
    canonicalization: "relaxed/relaxed",
    signTime: new Date(),
    signatureData: [{ signingDomain: domain, selector: "s1", privateKey, ...more }],
  } as never);
  return signatures + mail;
}

/** As a forwarder passes it on: its own finding, sealed (RFC 8617). */
export async function seal(mail: string, domain: string, authResults: string): Promise<string> {
  const headers = await sealMessage(mail, {
    signingDomain: domain,
    selector: "s1",
    privateKey,
    authResults,
    cv: "none",
  } as never);
  return headers.toString() + mail;
}

export interface MailParts {
  from: string;
  to?: string;
  subject?: string;
  text?: string;
  id?: string;
  headers?: string[];
}

let count = 0;
export function mailText({
  from,
  to = "support@desk.example",
  subject = "Hello",
  text = "A word.",
  id,
  headers = [],
}: MailParts): string {
  const messageId = id ?? `m${++count}.${process.pid}@${/@([\w.-]+)/.exec(from)?.[1] ?? "x.example"}`;
  return [
    ...headers,
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: Sun, 29 Nov 2026 12:00:00 +0000`,
    `Message-ID: <${messageId}>`,
    "",
    text,
    "",
  ].join("\r\n");
}

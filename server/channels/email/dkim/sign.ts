// The signature of a mail that leaves (RFC 6376): relaxed/relaxed, over all that a reader sees and what steers machines.
import { buffer } from "node:stream/consumers";
import DKIM from "nodemailer/lib/dkim/index.js";

export interface SigningKey {
  domain: string;
  selector: string;
  /** PEM. */
  privateKey: string;
}

/** RFC 6376 5.4.1; that of List-Unsubscribe-Post is asked for by RFC 8058 4. */
const signed = [
  "From",
  "To",
  "Cc",
  "Reply-To",
  "Subject",
  "Date",
  "Message-ID",
  "In-Reply-To",
  "References",
  "MIME-Version",
  "Content-Type",
  "Content-Transfer-Encoding",
  "Content-Language",
  "Auto-Submitted",
  "List-Unsubscribe",
  "List-Unsubscribe-Post",
].join(":");

/** `raw` with the signature above it. */
export async function signMail(raw: Buffer, { domain, selector, privateKey }: SigningKey): Promise<Buffer> {
  const signer = new DKIM({ domainName: domain, keySelector: selector, privateKey, headerFieldNames: signed });
  return buffer(signer.sign(raw));
}

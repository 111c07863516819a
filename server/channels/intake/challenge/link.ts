// The link by which a sender confirms his first mail: signed for one mail and a time, kept nowhere.
import { sameBytes, sign } from "../../../core/identity/index.ts";
import type { Config } from "../../../platform/config.ts";

export const daysToConfirm = 7;

/** 256 bits of HMAC over the mail and the second in which the link expires: nothing else can be asked with it (S3). */
const signature = (secret: string, id: string, expires: string): string =>
  sign(secret, "challenge", id, expires).toString("base64url");

export function challengeLink({ url, secret }: Pick<Config, "url" | "secret">, mailId: string, at: Date): string {
  const expires = Math.floor(at.getTime() / 1000 + daysToConfirm * 86_400).toString(36);
  return `${url}/first-contact/${mailId}.${expires}.${signature(secret, mailId, expires)}`;
}

/** The mail's id; "expired" for a good link whose time is over, null for anything else. */
export function readChallengeLink(secret: string, token: string, now: Date): string | "expired" | null {
  const [, id = "", expires = "", signed = ""] =
    /^([1-9]\d{0,17})\.([0-9a-z]{1,9})\.([A-Za-z0-9_-]{43})$/.exec(token) ?? [];
  if (!id || !sameBytes(Buffer.from(signed), Buffer.from(signature(secret, id, expires)))) return null;
  return Number.parseInt(expires, 36) * 1000 < now.getTime() ? "expired" : id;
}

// The link by which a mail's reader says that he wants no more of its kind (RFC 2369, RFC 8058). It says who and of what,
// signed for just that (S3), and stays good: mails are read years later, and all that it can do is to leave somebody in peace.
import { type NotificationKind, notificationKinds } from "../../../shared/notifications/schema.ts";
import type { Config } from "../../platform/config.ts";
import { sameBytes, sign } from "../identity/index.ts";

export type Refusal = { personId: string } & (
  | { of: "talk"; conversationId: string }
  /** Followed. */
  | { of: "ticket"; number: string }
  | { of: "kinds"; kinds: NotificationKind[] }
);

const signature = (secret: string, ...words: string[]): string =>
  sign(secret, "unsubscribe", ...words).toString("base64url");

export function unsubscribeLink({ url, secret }: Pick<Config, "url" | "secret">, refusal: Refusal): string {
  const { of, personId } = refusal;
  const what = of === "talk" ? refusal.conversationId : of === "ticket" ? refusal.number : refusal.kinds.join("-");
  return `${url}/unsubscribe/${of}.${what}.${personId}.${signature(secret, of, what, personId)}`;
}

/** null for anything that is not ours, letter by letter. */
export function readUnsubscribe(secret: string, token: string): Refusal | null {
  const match = /^(talk|ticket|kinds)\.([A-Za-z0-9-]{1,200})\.([1-9][0-9]{0,18})\.([A-Za-z0-9_-]{43})$/.exec(token);
  if (!match) return null;
  const [, of = "", what = "", personId = "", signed = ""] = match;
  if (!sameBytes(Buffer.from(signed), Buffer.from(signature(secret, of, what, personId)))) return null;
  if (of === "talk") return { of, conversationId: what, personId };
  if (of === "ticket") return { of, number: what, personId };
  const kinds = what.split("-");
  return { of: "kinds", kinds: notificationKinds.filter((kind) => kinds.includes(kind)), personId };
}

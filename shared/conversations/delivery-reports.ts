// What a mail system said about a message of ours, for people. Pure: server and browser name the reasons alike.
import { type Static, Type } from "typebox";
import { Closed, Instant, Nullable, oneOf } from "../base/schema.ts";

export const deliveryReportKinds = ["failed", "delayed", "complaint"] as const;
export const returnReasons = [
  "no-address",
  "no-domain",
  "mailbox-full",
  "mailbox-off",
  "too-large",
  "refused",
  "unreachable",
  "unknown",
] as const;
export type ReturnReason = (typeof returnReasons)[number];

/** A report about a sent message, as it is shown with it. */
export const DeliveryReport = Closed({
  /** failed: it will not arrive. delayed: the other side still tries. complaint: its reader called it unwanted. */
  kind: oneOf(deliveryReportKinds),
  /** Whom it is about; "" when the report does not say. */
  recipient: Type.String(),
  /** RFC 3463, such as 5.1.1. */
  status: Nullable(Type.String()),
  reason: oneOf(returnReasons),
  /** The mail system that wrote it. */
  reporter: Nullable(Type.String()),
  /** Its own words, plain text. */
  text: Type.String(),
  at: Instant,
});
export type DeliveryReport = Static<typeof DeliveryReport>;

const bySubject: [RegExp, ReturnReason][] = [
  [/^[45]\.1\.(?:2|10)$|^[45]\.4\.4$/, "no-domain"],
  [/^[45]\.1\.[0136]$/, "no-address"],
  [/^[45]\.2\.1$/, "mailbox-off"],
  [/^[45]\.2\.2$/, "mailbox-full"],
  [/^[45]\.[23]\.[34]$/, "too-large"],
  [/^[45]\.7\.\d+$/, "refused"],
  [/^[45]\.4\.\d+$/, "unreachable"],
];

/** RFC 3463 3: what an enhanced status code means. */
export const reasonOf = (status: string | null): ReturnReason =>
  bySubject.find(([codes]) => codes.test(status ?? ""))?.[1] ?? "unknown";

/** There is no such mailbox, and there will be none tomorrow: one report is enough (RFC 3463 3.2). */
export const isGoneForGood = (status: string | null): boolean => /^5\.1\.(?:[126]|10)$/.test(status ?? "");

/** The address itself is at fault, not this one mail or a passing trouble. */
export const isHard = (status: string | null): boolean => {
  const reason = reasonOf(status);
  return (status ?? "").startsWith("5.") && reason !== "too-large" && reason !== "refused";
};

/** In English, as events and the API have it. */
export const returnWords: Record<ReturnReason, string> = {
  "no-address": "there is no such address",
  "no-domain": "the domain does not exist or takes no mail",
  "mailbox-full": "the mailbox is full",
  "mailbox-off": "the mailbox is switched off",
  "too-large": "the mail is too large for the other side",
  refused: "the other side does not want this mail",
  unreachable: "the other side could not be reached",
  unknown: "the other side gives no clear reason",
};

/** "anna@acme.example: there is no such address (5.1.1)", for events and the API; readers get it in their own words. */
export function describeReturn(recipient: string, status: string | null): string {
  const why = `${returnWords[reasonOf(status)]}${status ? ` (${status})` : ""}`;
  return recipient ? `${recipient}: ${why}` : why;
}

export const describeComplaint = (recipient: string): string => `${recipient} calls it unwanted`;

export interface ReadReason {
  recipient: string;
  reason: ReturnReason | "complaint";
  status: string | null;
}

const ending = new RegExp(
  `^(?:(\\S{1,320}): )?(${Object.values(returnWords).join("|")})(?: \\((\\d\\.\\d{1,3}\\.\\d{1,3})\\))?$`,
);
const complaint = new RegExp(`^(\\S{1,320}) ${describeComplaint("").trim()}$`);

/** What the two above wrote, as data again; null: somebody else's words, which stay as they are. */
export function readReason(text: string): ReadReason | null {
  const unwanted = complaint.exec(text)?.[1];
  if (unwanted) return { recipient: unwanted, reason: "complaint", status: null };
  const [, recipient = "", said, status = null] = ending.exec(text) ?? [];
  const reason = returnReasons.find((each) => returnWords[each] === said);
  return reason ? { recipient, reason, status } : null;
}

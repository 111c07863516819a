// What is wrong with a server or a mailbox, told apart by what its connection broke with.
import type { MailboxProblem } from "../../../../shared/mailboxes/schema.ts";
import { CannotDecrypt } from "../../../platform/encrypt.ts";
import { isDatabaseGone, isDiskFull } from "../../../platform/errors.ts";

export interface Fault {
  code: MailboxProblem;
  /** What the other side said, or the system; one line. */
  detail: string;
}

/** Something that we found out ourselves. */
export class MailboxFault extends Error {
  readonly code: MailboxProblem;
  constructor(code: MailboxProblem, detail: string) {
    super(detail);
    this.name = "MailboxFault";
    this.code = code;
  }
}

/** Nothing but a change made by somebody mends these: when they stay they are tried rarely. */
export const lasting: ReadonlySet<MailboxProblem> = new Set([
  "password",
  "consent",
  "secret",
  "certificate",
  "expired",
  "name",
  "no-tls",
  "not-imap",
]);

/** Of those the ones that no illness of a server brings about. */
export const certain: ReadonlySet<MailboxProblem> = new Set(["consent", "secret"]);

const byCode = new Map<string, MailboxProblem>(
  Object.entries({
    ENOTFOUND: "host",
    EAI_AGAIN: "host",
    EDNS: "host",
    ECONNREFUSED: "refused",
    EHOSTUNREACH: "timeout",
    ENETUNREACH: "timeout",
    ETIMEDOUT: "timeout",
    ETIMEOUT: "timeout",
    CONNECT_TIMEOUT: "timeout",
    UPGRADE_TIMEOUT: "timeout",
    GREETING_TIMEOUT: "not-imap",
    DEPTH_ZERO_SELF_SIGNED_CERT: "certificate",
    SELF_SIGNED_CERT_IN_CHAIN: "certificate",
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: "certificate",
    UNABLE_TO_GET_ISSUER_CERT: "certificate",
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "certificate",
    CERT_UNTRUSTED: "certificate",
    CERT_SIGNATURE_FAILURE: "certificate",
    CERT_HAS_EXPIRED: "expired",
    CERT_NOT_YET_VALID: "expired",
    ERR_TLS_CERT_ALTNAME_INVALID: "name",
    MissingServerExtension: "no-tls",
    ETLS: "no-tls",
    EAUTH: "password",
    EPROTO: "not-imap",
  } satisfies Record<string, MailboxProblem>),
);

/** nodemailer puts its own code over that of the system, whose words remain. */
const byWords: [RegExp, MailboxProblem][] = [
  [/does not support STARTTLS/i, "no-tls"],
  [/altnames/i, "name"],
  [/certificate (?:has expired|is not yet valid)/i, "expired"],
  [/self[- ]signed|unable to (?:verify|get)|certificate/i, "certificate"],
  [/ENOTFOUND|EAI_AGAIN/, "host"],
  [/ECONNREFUSED/, "refused"],
  [/greeting never received|wrong version number|invalid greeting|ParserError/i, "not-imap"],
  [/timed? ?out|EHOSTUNREACH|ENETUNREACH/i, "timeout"],
];

interface Told {
  code?: string;
  message?: string;
  response?: unknown;
  responseText?: string;
  authenticationFailed?: boolean;
  serverResponseCode?: string;
  mailboxMissing?: boolean;
  tlsFailed?: boolean;
  _err?: unknown;
}

export function faultOf(error: unknown): Fault {
  const told = (error ?? {}) as Told;
  const detail = oneLine(
    told.responseText ?? (typeof told.response === "string" ? told.response : null) ?? told.message ?? String(error),
  );
  return { code: codeOf(error, told, detail), detail };
}

function codeOf(error: unknown, told: Told, detail: string): MailboxProblem {
  if (error instanceof MailboxFault) return error.code;
  if (error instanceof CannotDecrypt) return "secret";
  if (told.authenticationFailed || told.code === "EAUTH") return ofSignIn(told, detail);
  if (told.mailboxMissing) return "folder";
  const known = byCode.get(told.code ?? "");
  if (known) return known;
  if (told._err) return codeOf(told._err, told._err as Told, String((told._err as Told).message));
  return wordsOf(`${told.message ?? ""} ${detail} ${told.code ?? ""}`) ?? (told.responseText ? "server" : "broken");
}

/** A server that is busy or ill answers a sign-in with no as well (RFC 5530). */
function ofSignIn({ serverResponseCode: code }: Told, detail: string): MailboxProblem {
  if (/too many|limit|exceeded/i.test(detail) || code === "LIMIT") return "too-many";
  if (code === "UNAVAILABLE" || code === "CONTACTADMIN" || code === "INUSE") return "server";
  return "password";
}

const wordsOf = (text: string): MailboxProblem | undefined => byWords.find(([words]) => words.test(text))?.[1];

const oneLine = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what a server says may hold anything
    .replace(/[\u0000-\u001f\u007f]+/g, " ")
    .trim()
    .toWellFormed()
    .slice(0, 300);

/** Our own database or disk: the mailbox is not to blame. */
export const isOurs = (error: unknown): boolean => isDatabaseGone(error) || isDiskFull(error);

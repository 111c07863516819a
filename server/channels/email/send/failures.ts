// What went wrong between us and a smarthost.
import type { HostProblem } from "../../../../shared/sending/schema.ts";

interface SmtpError {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
  message?: string;
  /** Of the system, under nodemailer's own. */
  originalCode?: string;
  syscall?: string;
  timeoutType?: string;
}

const certificate = /^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT|HOSTNAME_MISMATCH)/;
const handshake = /^(?:ERR_SSL|ERR_TLS|EPROTO)/;

/**
 * What is wrong with the host itself, told before any mail was given to it: another host may carry the mail then, and nobody
 * gets it twice. null: the mail may have been taken, or it was the mail that was refused.
 */
export function hostProblem(error: unknown): HostProblem | null {
  const { code, command, originalCode = "", syscall, timeoutType, message = "" } = error as SmtpError;
  if (code === "EDNS" || originalCode === "ENOTFOUND" || originalCode === "EAI_AGAIN") return "name";
  if (code === "EAUTH" || code === "ENOAUTH") return "password";
  if (timeoutType === "CONNECT_TIMEOUT" || timeoutType === "GREETING_TIMEOUT") return "silent";
  if (certificate.test(originalCode)) return "certificate";
  if (code === "ETLS") return command === "STARTTLS" && !originalCode ? "no-starttls" : "tls";
  if (handshake.test(originalCode) || timeoutType === "UPGRADE_TIMEOUT") return "tls";
  if (syscall === "connect") return originalCode === "ETIMEDOUT" ? "silent" : "refused";
  if (command === "EHLO" || command === "HELO" || command === "STARTTLS") return "no-starttls";
  if (code === "EENVELOPE" && command === "MAIL FROM") return "sender";
  return /^Invalid (?:greeting|HELO)/.test(message) ? "broken" : null;
}

/** 0: no answer was given. */
export const codeOf = (error: unknown): number => (error as SmtpError | undefined)?.responseCode || 0;

/** What the other side said, or else what happened. */
export function reasonOf(error: unknown): string {
  const { response, message } = (error ?? {}) as SmtpError;
  return (response ?? message ?? "unknown").slice(0, 500);
}

// Every error that a caller may see is declared once, beside what it is about, with its status and a text that helps.
// Only platform/http turns one into an answer.

/** An error meant for the caller: `message` is in his terms, `fields` names what was wrong where. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly fields: Record<string, string> | undefined;

  constructor(code: string, status: number, message: string, fields?: Record<string, string>) {
    super(message);
    this.name = "Problem";
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}

/** Declares an error; the result makes one. `{name}` in the text is filled from `words`. */
export function declareProblem(code: string, status: number, text: string) {
  return (words: Record<string, string> = {}, fields?: Record<string, string>): Problem =>
    new Problem(
      code,
      status,
      text.replace(/\{(\w+)\}/g, (_, name: string) => words[name] ?? ""),
      fields,
    );
}

export const badRequest = declareProblem("bad_request", 400, "{why}");
export const invalid = declareProblem("invalid", 422, "{why}");
export const notSignedIn = declareProblem("not_signed_in", 401, "Sign in, or send an API token.");
export const notAllowed = declareProblem("not_allowed", 403, "Your role does not allow this.");
export const notFound = declareProblem("not_found", 404, "There is nothing here that you may see.");
export const conflict = declareProblem("conflict", 409, "{why}");
export const tooLarge = declareProblem("too_large", 413, "{why}");
export const tooMany = declareProblem("too_many_requests", 429, "Too many requests. Wait a moment and try again.");
export const unavailable = declareProblem(
  "unavailable",
  503,
  "The database cannot be reached just now. Nothing was changed; try again in a moment.",
);
export const diskFull = declareProblem(
  "disk_full",
  507,
  "There is no space left on the server. Nothing was changed; tell the administrator.",
);

/** Names one wrong field of a request. */
export const invalidField = (field: string, why: string): Problem => invalid({ why }, { [field]: why });

const outOfSpace = new Set(["ENOSPC", "EDQUOT", "53100"]);
const databaseGone = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EHOSTUNREACH",
  "EAI_AGAIN",
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "08000",
  "08003",
  "08006",
  "08001",
  "08004",
  "25006",
  "25P03",
]);
const goneText =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|connection ended|not queryable|database is not reachable|socket has been destroyed/i;

const codeOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error ? String((error as { code: unknown }).code) : "";

/** The disk (ours or the database's) is full. */
export const isDiskFull = (error: unknown): boolean => outOfSpace.has(codeOf(error));

/** The database could not be reached, or went away in the middle: the same work may succeed a moment later. */
export const isDatabaseGone = (error: unknown): boolean =>
  databaseGone.has(codeOf(error)) || (error instanceof Error && goneText.test(error.message));

/** Two transactions stood in each other's way and one was chosen to be repeated. */
export const isRetryable = (error: unknown): boolean => ["40001", "40P01"].includes(codeOf(error));

/** The name of the violated constraint, if a unique constraint refused a row. */
export function uniqueViolation(error: unknown): string | null {
  return codeOf(error) === "23505" ? String((error as { constraint?: string }).constraint ?? "") : null;
}

// Pages that a link in a mail opens, for who has no account: outside of the API, without a script, without signing in.
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Language } from "../../../shared/base/schema.ts";
import { acceptedLanguage } from "../html/accepted-language.ts";
import type { App } from "../http.ts";

/** Links that are none, an hour and address (S3). */
const missesAtMost = 100;
const formType = "application/x-www-form-urlencoded";

interface Form {
  /** What their buttons send. */
  types?: string[];
  /** Bytes. */
  limit?: number;
  /** What is wanted of it; without this nothing is. */
  read?: (body: string) => unknown;
}

/** `countMiss` refuses with 429 who has guessed too often. */
export type CountMiss = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

export async function linkPages(
  app: App,
  routes: (pages: App, countMiss: CountMiss) => void,
  { types = [formType], limit = 1024, read = () => undefined }: Form = {},
): Promise<void> {
  await app.register(async (scope) => {
    const pages = scope as unknown as App;
    for (const type of types)
      pages.addContentTypeParser(type, { parseAs: "string", bodyLimit: limit }, (_request, body, done) =>
        done(null, read(body as string)),
      );
    const count = pages.rateLimit({ timeWindow: 3_600_000, max: missesAtMost, keyGenerator: ({ ip }) => ip });
    routes(pages, async (request, reply) => void (await count.call(app, request, reply)));
  });
}

/** His own language, if he is known; else the first one of his browser's that the desk speaks; else the desk's. */
export const languageOfReader = (
  own: string | null | undefined,
  accepted: string | undefined,
  desk: Language,
): Language => acceptedLanguage(own ?? undefined) ?? acceptedLanguage(accepted) ?? desk;

export const sendPage = (reply: FastifyReply, status: number, page: string) =>
  reply.status(status).type("text/html; charset=utf-8").send(page);

// A browser that signed in to an account before carries a signed mark of it, so that strangers' guesses cannot lock its
// owner out (T23).
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../../platform/config.ts";
import { sameBytes, sign } from "./secret.ts";

const name = "listek-device";
const markOf = (secret: string, login: string): string =>
  sign(secret, "device", login.trim().toLowerCase()).toString("base64url");

export function knowsDevice(request: FastifyRequest, secret: string, login: string): boolean {
  const mark = request.cookies[name];
  return mark !== undefined && sameBytes(Buffer.from(mark), Buffer.from(markOf(secret, login)));
}

export function rememberDevice(reply: FastifyReply, config: Config, login: string): void {
  reply.setCookie(name, markOf(config.secret, login), {
    path: "/api/v1/session",
    httpOnly: true,
    sameSite: "strict",
    secure: config.url.startsWith("https:"),
    maxAge: 365 * 86_400,
  });
}

// OAuth 2 at those who want it: authorization code with PKCE (RFC 6749 4.1, RFC 7636, RFC 9700), and new tokens for old ones.
import { createHash, randomBytes } from "node:crypto";
import type { ProviderKey } from "../../../../shared/mailboxes/schema.ts";
import { askOutside } from "../../../platform/outside.ts";
import { MailboxFault } from "./faults.ts";

export interface Provider {
  authorize: string;
  token: string;
  scope: string;
  /** Without these no token that lasts is given. */
  extra: Record<string, string>;
  /** Only in tests, whose servers are on this machine. */
  inside?: boolean;
}
export type Providers = Record<ProviderKey, Provider>;

/**
 * developers.google.com/identity/protocols/oauth2/web-server and .../gmail/imap/xoauth2-protocol;
 * learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow and .../exchange/client-developer/legacy-protocols.
 */
export const standardProviders: Providers = {
  google: {
    authorize: "https://accounts.google.com/o/oauth2/v2/auth",
    token: "https://oauth2.googleapis.com/token",
    scope: "https://mail.google.com/",
    extra: { access_type: "offline", prompt: "consent" },
  },
  microsoft: {
    authorize: "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
    token: "https://login.microsoftonline.com/common/oauth2/v2.0/token",
    scope: "offline_access https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send",
    extra: { prompt: "select_account" },
  },
};

export interface Client {
  clientId: string;
  clientSecret: string;
}
export interface Granted extends Client {
  refreshToken: string;
  accessToken: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

export const newVerifier = (): string => randomBytes(32).toString("base64url");

export function consentUrl(
  provider: Provider,
  asked: { clientId: string; redirect: string; state: string; verifier: string; address: string },
): string {
  const url = new URL(provider.authorize);
  const challenge = createHash("sha256").update(asked.verifier).digest("base64url");
  for (const [name, value] of Object.entries({
    response_type: "code",
    client_id: asked.clientId,
    redirect_uri: asked.redirect,
    scope: provider.scope,
    state: asked.state,
    code_challenge: challenge,
    code_challenge_method: "S256",
    login_hint: asked.address,
    ...provider.extra,
  }))
    url.searchParams.set(name, value);
  return url.href;
}

/** Throws MailboxFault with what the provider said. */
export async function exchangeCode(
  provider: Provider,
  client: Client,
  given: { code: string; verifier: string; redirect: string },
): Promise<Granted> {
  const answer = await askToken(provider, client, {
    grant_type: "authorization_code",
    code: given.code,
    redirect_uri: given.redirect,
    code_verifier: given.verifier,
  });
  if (!answer.refresh_token) throw new MailboxFault("consent", "The provider gave no token that lasts.");
  return { ...client, ...tokensOf(answer, answer.refresh_token) };
}

export async function refreshGrant(provider: Provider, held: Granted): Promise<Granted> {
  const { clientId, clientSecret, refreshToken } = held;
  const answer = await askToken(
    provider,
    { clientId, clientSecret },
    { grant_type: "refresh_token", refresh_token: refreshToken },
  );
  return { clientId, clientSecret, ...tokensOf(answer, answer.refresh_token ?? refreshToken) };
}

interface TokenAnswer {
  access_token?: string;
  refresh_token?: string;
  expires_in?: number;
  error?: string;
  error_description?: string;
}

const tokensOf = (answer: TokenAnswer, refreshToken: string) => ({
  refreshToken,
  accessToken: answer.access_token as string,
  expiresAt: Date.now() + Math.max(0, Number(answer.expires_in) || 3600) * 1000,
});

async function askToken(provider: Provider, client: Client, form: Record<string, string>): Promise<TokenAnswer> {
  const body = new URLSearchParams({ ...form, client_id: client.clientId, client_secret: client.clientSecret });
  const { status, body: said } = await askOutside(
    provider.token,
    {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      body: Buffer.from(body.toString()),
      timeoutMs: 15_000,
      ...(provider.inside && { inside: true }),
    },
    64 * 1024,
  );
  const answer = readAnswer(said);
  if (status === 200 && typeof answer.access_token === "string" && answer.access_token !== "") return answer;
  const why = [answer.error, answer.error_description].filter((each) => typeof each === "string").join(": ");
  // RFC 6749 5.2. Everything else passes, or is for whoever set the client up.
  const withdrawn = answer.error === "invalid_grant";
  const wrongClient = answer.error === "invalid_client" || answer.error === "unauthorized_client";
  throw new MailboxFault(
    withdrawn ? "consent" : wrongClient ? "password" : "server",
    why.slice(0, 300) || `The provider answered ${status}.`,
  );
}

function readAnswer(said: Buffer): TokenAnswer {
  try {
    const answer: unknown = JSON.parse(said.toString("utf8"));
    return typeof answer === "object" && answer !== null ? (answer as TokenAnswer) : {};
  } catch {
    return {};
  }
}

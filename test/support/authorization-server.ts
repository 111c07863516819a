// An authorization server for a test (RFC 6749 with PKCE, RFC 7636; introspection, RFC 7662), as strict as the large ones.
import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import type { Provider } from "../../server/channels/email/mailboxes/oauth.ts";

export interface AuthorizationServer {
  provider: Provider;
  /** For Dovecot. */
  introspection: string;
  client: { clientId: string; clientSecret: string };
  /** As if the administrator agreed on the provider's page: what his browser comes back with. */
  agree(url: string, username: string): { state: string; code: string };
  /** Every token of today has ended; those who hold a consent get new ones. */
  expireTokens(): void;
  withdrawConsent(username: string): void;
  /** How often a token was asked for anew. */
  refreshed(): number;
  stop(): Promise<void>;
}

interface Code {
  username: string;
  challenge: string;
  redirect: string;
}

export async function startAuthorizationServer(expiresIn = 3600): Promise<AuthorizationServer> {
  const client = { clientId: "listek-client", clientSecret: "listek-client-secret" };
  const codes = new Map<string, Code>();
  const refreshTokens = new Map<string, string>();
  const accessTokens = new Map<string, string>();
  let refreshed = 0;
  const fresh = (kept: Map<string, string>, username: string): string => {
    const token = randomBytes(16).toString("hex");
    kept.set(token, username);
    return token;
  };

  function answerToken(form: URLSearchParams): [status: number, body: object] {
    if (form.get("client_id") !== client.clientId || form.get("client_secret") !== client.clientSecret)
      return [401, { error: "invalid_client" }];
    if (form.get("grant_type") === "authorization_code") {
      const code = codes.get(form.get("code") ?? "");
      codes.delete(form.get("code") ?? "");
      const challenge = createHash("sha256")
        .update(form.get("code_verifier") ?? "")
        .digest("base64url");
      if (!code || code.challenge !== challenge || code.redirect !== form.get("redirect_uri"))
        return [400, { error: "invalid_grant" }];
      return [200, { ...tokens(code.username), refresh_token: fresh(refreshTokens, code.username) }];
    }
    const username = refreshTokens.get(form.get("refresh_token") ?? "");
    if (form.get("grant_type") !== "refresh_token" || !username)
      return [400, { error: "invalid_grant", error_description: "Token has been expired or revoked." }];
    refreshed++;
    return [200, tokens(username)];
  }
  const tokens = (username: string) => ({
    token_type: "Bearer",
    access_token: fresh(accessTokens, username),
    expires_in: expiresIn,
  });

  const form = async (request: IncomingMessage) => new URLSearchParams(await text(request));
  const server = createServer(async (request, response) => {
    const sent = await form(request);
    const username = accessTokens.get(sent.get("token") ?? "");
    const [status, body] =
      request.url === "/token" && request.method === "POST"
        ? answerToken(sent)
        : [200, username ? { active: "true", username } : { active: "false" }];
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  return {
    provider: { authorize: `${base}/authorize`, token: `${base}/token`, scope: "mail", extra: {}, inside: true },
    introspection: `${base}/introspect`,
    client,
    agree(url, username) {
      const asked = new URL(url).searchParams;
      if (asked.get("response_type") !== "code" || asked.get("code_challenge_method") !== "S256")
        throw new Error("not a code flow with PKCE");
      const code = randomBytes(16).toString("hex");
      codes.set(code, {
        username,
        challenge: asked.get("code_challenge") ?? "",
        redirect: asked.get("redirect_uri") ?? "",
      });
      return { state: asked.get("state") ?? "", code };
    },
    expireTokens: () => accessTokens.clear(),
    withdrawConsent(username) {
      for (const kept of [refreshTokens, accessTokens])
        for (const [token, of] of kept) if (of === username) kept.delete(token);
    },
    refreshed: () => refreshed,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

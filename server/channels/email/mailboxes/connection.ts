// One IMAP connection, signed in.
import type { ImapFlow } from "imapflow";
import type { MailServer } from "../../../../shared/mailboxes/schema.ts";
import type { Login, Signer } from "./credentials.ts";

export interface Timing {
  /** For a connection, its greeting and TLS. */
  connectMs: number;
  /** A server that says nothing for this long while we wait for it is given up. */
  silentMs: number;
  /** Folders are looked into this often, beside what the server tells by IDLE. */
  pollMs: number;
  /** After a failure, doubled each time. */
  firstWaitMs: number;
  longestWaitMs: number;
  /** After a failure that only a change of the settings mends. */
  lastingWaitMs: number;
}
export const standardTiming: Timing = {
  connectMs: 15_000,
  silentMs: 60_000,
  pollMs: 60_000,
  firstWaitMs: 1000,
  longestWaitMs: 60_000,
  lastingWaitMs: 10 * 60_000,
};

/** Beyond the largest mail that is taken: what stands around it. */
const literalMargin = 1024 * 1024;

interface ConnectOptions {
  timing: Timing;
  /** Bytes of the largest mail taken. */
  maxBytes: number;
  /** Called once when the connection ends, whoever ended it. */
  onEnd?: (error: Error | null) => void;
  /** Cuts the connection, also while it is being made. */
  stop?: AbortSignal;
}

/** Connects and signs in; with a token that has just ended, once more with a new one. Throws what faults.ts tells apart. */
export async function openImap(server: MailServer, signer: Signer, options: ConnectOptions): Promise<ImapFlow> {
  const login = await signer.login();
  try {
    return await connect(server, login, options);
  } catch (error) {
    if (!("accessToken" in login) || !(error as { authenticationFailed?: boolean }).authenticationFailed) throw error;
    return connect(server, await signer.login(true), options);
  }
}

async function connect(
  server: MailServer,
  auth: Login,
  { timing, maxBytes, onEnd, stop }: ConnectOptions,
): Promise<ImapFlow> {
  // Most desks fetch nothing; loading it takes a twentieth of a second.
  const { ImapFlow } = await import("imapflow");
  const client = new ImapFlow({
    host: server.host,
    port: server.port,
    secure: server.security === "tls",
    // "starttls" means that nothing is said before the connection is encrypted, or the connection fails (RFC 8314).
    doSTARTTLS: server.security === "tls" ? undefined : server.security === "starttls",
    tls: { minVersion: "TLSv1.2" },
    auth,
    clientInfo: { name: "Listek" },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: timing.connectMs,
    greetingTimeout: timing.connectMs,
    socketTimeout: timing.silentMs,
    maxLineLength: 64 * literalMargin,
    maxLiteralSize: maxBytes + literalMargin,
    maxResponseSize: maxBytes + 65 * literalMargin,
  });
  let broke: Error | null = null;
  // Without a listener an error would end the process.
  client.on("error", (error: Error) => {
    broke = error;
  });
  const cut = () => client.close();
  stop?.addEventListener("abort", cut, { once: true });
  client.on("close", () => {
    stop?.removeEventListener("abort", cut);
    onEnd?.(broke);
  });
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}

/** Whoever does not answer the farewell is cut off. */
export async function closeImap(client: ImapFlow, ms = 2000): Promise<void> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, ms).unref());
  await Promise.race([client.logout().catch(() => {}), late]);
  client.close();
}

// Connections to the smarthosts: made when needed, kept while the host is as it was, closed when it is not.
import { Transform } from "node:stream";
import nodemailer, { type SendMailOptions, type Transporter } from "nodemailer";
import type SMTPPool from "nodemailer/lib/smtp-pool/index.js";
import type { Doubt } from "../../../platform/in-doubt.ts";
import type { Smarthost } from "./smarthost.ts";

export type PoolTransport = Transporter<SMTPPool.SentMessageInfo, SMTPPool.Options>;

export interface Transports {
  of(host: Smarthost): PoolTransport;
  /** Closes those of hosts that are not among these any more; what they are sending is sent. */
  keepOnly(hosts: readonly Smarthost[]): void;
  close(): void;
}

/** What a transport is given; the end of it waits until its doubt is entered. */
export interface GivenMail extends SendMailOptions {
  doubt: Doubt | null;
}

const heldBack = (doubt: Doubt) =>
  new Transform({
    transform: (chunk, _, next) => next(null, chunk),
    flush: (done) => void doubt.enter().then(() => done()),
  });

export function createTransports(): Transports {
  const open = new Map<string, PoolTransport>();
  return {
    of(host) {
      const key = fingerprint(host);
      let transport = open.get(key);
      if (!transport) {
        transport = nodemailer.createTransport({
          ...connectionTo(host),
          pool: true,
          maxConnections: 4,
          maxMessages: 200,
        });
        transport.use("stream", ({ data, message }, done) => {
          const { doubt } = data as GivenMail;
          if (doubt) message.transform(() => heldBack(doubt));
          done();
        });
        open.set(key, transport);
      }
      return transport;
    },
    keepOnly(hosts) {
      const kept = new Set(hosts.map(fingerprint));
      for (const [key, transport] of open) {
        if (kept.has(key)) continue;
        open.delete(key);
        transport.close();
      }
    },
    close() {
      for (const transport of open.values()) transport.close();
      open.clear();
    },
  };
}

const fingerprint = ({ host, port, security, verify, user, password, accessToken }: Smarthost): string =>
  JSON.stringify([host, port, security, verify, user, password, accessToken]);

/** How a connection to it is made. */
export function connectionTo({ host, port, security, verify, user, password, accessToken }: Smarthost) {
  return {
    host,
    port,
    secure: security === "implicit",
    requireTLS: security === "required",
    ignoreTLS: security === "none",
    ...(user !== null && {
      auth: accessToken ? { type: "OAuth2" as const, user, accessToken } : { user, pass: password ?? "" },
    }),
    tls: { rejectUnauthorized: verify },
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

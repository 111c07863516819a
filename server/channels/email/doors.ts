// Where mail comes in: SMTP and LMTP. Nothing is answered with 250 before the bytes are stored and committed; on every
// doubt the sender keeps the mail and tries again (RFC 5321 4.2.5, RELIABILITY.md chapter 2).
import { rm } from "node:fs/promises";
import { isIP } from "node:net";
import type { Readable } from "node:stream";
import {
  SMTPServer,
  type SMTPServerAddress,
  type SMTPServerDataStream,
  type SMTPServerOptions,
  type SMTPServerSession,
} from "smtp-server";
import type { Config, HostPort, SocketPath } from "../../platform/config.ts";
import { isDatabaseGone, isDiskFull } from "../../platform/errors.ts";
import type { ChannelContext, Doors } from "../contract.ts";

/** An error as smtp-server answers it. */
class Refusal extends Error {
  readonly responseCode: number;
  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

const idleMs = 4 * 60_000;
/** A sender is told "later" rather than left without an answer. */
const acceptMs = 9_000;

export async function openDoors(config: Config, context: ChannelContext): Promise<Doors> {
  const servers: SMTPServer[] = [];
  const describe: string[] = [];
  const open = async (door: "smtp" | "lmtp", where: HostPort | SocketPath) => {
    const server = new SMTPServer(await optionsFor(door, context));
    server.on("error", (error: NodeJS.ErrnoException) => {
      // Broken connections of single clients come here too: worth a line, no more.
      context.log.debug({ err: error }, `${door}: a connection broke`);
    });
    describe.push(`${door.toUpperCase()} ${await listen(server, where)}`);
    servers.push(server);
  };
  if (config.smtp) await open("smtp", config.smtp);
  if (config.lmtp) await open("lmtp", config.lmtp);
  return {
    describe,
    async stop() {
      await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
    },
  };
}

async function listen(server: SMTPServer, where: HostPort | SocketPath): Promise<string> {
  if ("path" in where && process.platform !== "win32") await rm(where.path, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    const ready = () => resolve();
    if ("path" in where) server.listen(where.path as never, ready as never);
    else server.listen(where.port, where.host, ready);
  });
  if ("path" in where) return where.path;
  const address = server.server.address();
  return `${where.host}:${typeof address === "object" && address ? address.port : where.port}`;
}

async function optionsFor(door: "smtp" | "lmtp", context: ChannelContext): Promise<SMTPServerOptions> {
  const options: SMTPServerOptions & { size: number } = {
    lmtp: door === "lmtp",
    name: "listek",
    banner: "Listek",
    size: await context.maxBytes(),
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    hideSTARTTLS: true,
    disableReverseLookup: true,
    socketTimeout: idleMs,
    closeTimeout: 5000,
    maxClients: 1000,
    logger: false,
    onConnect(_session, callback) {
      // A setting: it may have changed since the last connection. While the database is away the last known one holds.
      context.maxBytes().then(
        (bytes) => {
          options.size = bytes;
        },
        () => {},
      );
      callback();
    },
    onRcptTo(address, session, callback) {
      if (session.envelope.rcptTo.length >= 100) return callback(new Refusal(452, "4.5.3 Too many recipients"));
      refuseStranger(context, address)
        .then(() => callback())
        .catch((error) => callback(refusalOf(error, context)));
    },
    onData(stream, session, callback) {
      take(door, stream, session, context, options.size)
        .then(() => callback(null, "2.0.0 stored"))
        // With LMTP the library repeats the answer for each recipient (RFC 2033 4.2): all of them share one fate here.
        .catch((error) => callback(refusalOf(error, context)));
    },
  };
  return options;
}

async function refuseStranger(context: ChannelContext, { address }: SMTPServerAddress): Promise<void> {
  if (!(await inTime(context.takes(address))))
    throw new Refusal(550, `5.1.1 <${address}> is not an address of this desk`);
}

async function take(
  door: "smtp" | "lmtp",
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  context: ChannelContext,
  limit: number,
): Promise<void> {
  const raw = await collect(stream, limit);
  if (stream.sizeExceeded || raw === null)
    throw new Refusal(552, `5.3.4 This desk takes messages of at most ${limit} bytes`);
  const { mailFrom, rcptTo } = session.envelope;
  await inTime(
    context.accept({
      door,
      envelopeFrom: mailFrom ? mailFrom.address : "",
      envelopeTo: rcptTo.map(({ address }) => address),
      raw,
      // On a Unix socket there is no address.
      client: isIP(session.remoteAddress ?? "")
        ? { ip: session.remoteAddress, helo: String(session.hostNameAppearsAs || "").slice(0, 255) }
        : null,
    }),
  );
}

/** null when there was more than allowed; the rest is read and let go, so that the answer can be given. */
async function collect(stream: Readable, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size <= limit ? Buffer.concat(chunks, size) : null;
}

function refusalOf(error: unknown, context: ChannelContext): Error {
  if (error instanceof Refusal) return error;
  if (isDiskFull(error)) return new Refusal(452, "4.3.1 No space left: try again later");
  if (isDatabaseGone(error) || error instanceof TooSlow)
    return new Refusal(451, "4.3.0 The desk cannot store mail just now: try again later");
  context.log.error({ err: error }, "a mail could not be stored; its sender keeps it");
  return new Refusal(451, "4.3.0 Something went wrong here: try again later");
}

class TooSlow extends Error {}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TooSlow()), acceptMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

// A real SMTP server that stands for the world outside: keeps what it is given, and can be told to refuse.
import { buffer } from "node:stream/consumers";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

export interface Incoming {
  envelopeFrom: string;
  to: string[];
  raw: Buffer;
  mail: ParsedMail;
}

export interface TestSmarthost {
  port: number;
  received: Incoming[];
  /** What to answer from now on: null takes everything, a code refuses after DATA. */
  refuse(code: number | null, text?: string): void;
  stop(): Promise<void>;
}

export async function startSmarthost(port = 0): Promise<TestSmarthost> {
  const received: Incoming[] = [];
  let refusal: { code: number; text: string } | null = null;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    logger: false,
    closeTimeout: 1000,
    async onData(stream, session, callback) {
      const raw = await buffer(stream);
      if (refusal) return callback(Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
      const { mailFrom, rcptTo } = session.envelope;
      received.push({
        envelopeFrom: mailFrom ? mailFrom.address : "",
        to: rcptTo.map((each) => each.address),
        raw,
        mail: await simpleParser(raw),
      });
      callback(null, "taken");
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    received,
    refuse(code, text = "no") {
      refusal = code === null ? null : { code, text };
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Lets nobody in but with the password "right"; its certificate is one that nobody has signed. */
export async function startPickyHost(): Promise<{ port: number; stop(): Promise<void> }> {
  const server = new SMTPServer({
    logger: false,
    allowInsecureAuth: true,
    closeTimeout: 1000,
    onAuth: ({ password }, _session, callback) =>
      callback(password === "right" ? null : new Error("Invalid username or password"), { user: "u" }),
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as { port: number };
  return { port, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

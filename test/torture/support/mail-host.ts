// The world outside as torture needs it: a mail server that remembers what it said "250" to, can refuse one recipient or
// everything, and can be told to do something at the very moment before or after that "250".
import { SMTPServer } from "smtp-server";

export interface TakenMail {
  messageId: string;
  to: string[];
}

export interface MailHost {
  port: number;
  taken: TakenMail[];
  /** Called for each RCPT; an answer such as "550 5.1.1 unknown" refuses it. */
  onRecipient: (address: string) => string | null;
  /** Milliseconds that it thinks about each RCPT; connections then stand side by side. */
  thinksMs: number;
  /** Called when the whole mail is here, before it is taken; an answer such as "451 later" refuses it. */
  onMail: (mail: TakenMail) => string | null;
  /** Called right after "250" was written. */
  onTaken: (mail: TakenMail) => void;
  stop(): Promise<void>;
}

const refusal = (answer: string) =>
  Object.assign(new Error(answer.slice(4)), { responseCode: Number(answer.slice(0, 3)) });

export async function startMailHost(): Promise<MailHost> {
  const host: MailHost = {
    port: 0,
    taken: [],
    thinksMs: 0,
    onRecipient: () => null,
    onMail: () => null,
    onTaken: () => {},
    stop,
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    logger: false,
    // A sender that was killed in the middle of a mail may leave its connection behind.
    closeTimeout: 1000,
    onRcptTo({ address }, _session, callback) {
      const answer = host.onRecipient(address);
      setTimeout(() => callback(answer ? refusal(answer) : null), host.thinksMs);
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      // The sender was killed in the middle: nothing was taken.
      stream.on("error", () => callback(refusal("451 broken off")));
      stream.on("end", () => {
        const mail = {
          messageId: /^message-id:\s*<([^>]*)>/im.exec(Buffer.concat(chunks).toString("latin1"))?.[1] ?? "",
          to: session.envelope.rcptTo.map(({ address }) => address),
        };
        const answer = host.onMail(mail);
        if (answer) return callback(refusal(answer));
        host.taken.push(mail);
        callback(null, "taken");
        host.onTaken(mail);
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  host.port = (server.server.address() as { port: number }).port;
  return host;

  function stop(): Promise<void> {
    return new Promise((resolve) => server.close(() => resolve()));
  }
}

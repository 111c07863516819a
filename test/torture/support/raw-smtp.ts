// A mail client that trusts nobody: it says what it was answered, word for word, and gives up after a time of its own.
import net from "node:net";

export interface SmtpMail {
  from: string;
  to: string[];
  /** Lines end in CR LF. */
  raw: Buffer;
}

export interface SmtpTarget {
  port: number;
  /** LHLO instead of EHLO, and one answer a recipient. */
  lmtp?: boolean;
  /** Milliseconds for the whole talk. */
  patience?: number;
}

/** The answer after the last dot, or the refusal before. Rejects when the connection broke or the time was up. */
export async function sendRaw(target: SmtpTarget, mail: SmtpMail): Promise<string> {
  const talk = new Talk(target.port, target.patience ?? 15_000);
  try {
    const steps = [
      null,
      `${target.lmtp ? "LHLO" : "EHLO"} torture.example`,
      `MAIL FROM:<${mail.from}>`,
      ...mail.to.map((address) => `RCPT TO:<${address}>`),
      "DATA",
    ];
    for (const step of steps) {
      if (step !== null) talk.write(`${step}\r\n`);
      const answer = await talk.answer();
      if (!/^[23]/.test(answer)) return answer;
    }
    talk.write(Buffer.concat([stuffed(mail.raw), Buffer.from(".\r\n")]));
    const answers: string[] = [];
    for (const _ of target.lmtp ? mail.to : [0]) answers.push(await talk.answer());
    return answers.find((answer) => !answer.startsWith("2")) ?? (answers[0] as string);
  } finally {
    talk.close();
  }
}

function stuffed(raw: Buffer): Buffer {
  const text = raw.toString("latin1").replace(/^\./gm, "..");
  return Buffer.from(text.endsWith("\r\n") ? text : `${text}\r\n`, "latin1");
}

class Talk {
  readonly #socket: net.Socket;
  readonly #timer: NodeJS.Timeout;
  #heard = "";
  #broken: Error | null = null;
  #wake = () => {};

  constructor(port: number, patience: number) {
    this.#socket = net.connect(port, "127.0.0.1");
    this.#socket.setNoDelay(true);
    this.#socket.on("data", (chunk) => {
      this.#heard += chunk.toString("latin1");
      this.#wake();
    });
    this.#socket.on("error", (error) => this.#break(error));
    this.#socket.on("close", () => this.#break(new Error("the connection was closed")));
    this.#timer = setTimeout(() => this.#break(new Error(`no answer within ${patience} ms`)), patience);
  }

  write(data: string | Buffer): void {
    this.#socket.write(data);
  }

  /** The next whole answer, its last line. */
  async answer(): Promise<string> {
    for (;;) {
      const whole = /^(?:\d{3}-.*\r\n)*(\d{3}(?: .*)?)\r\n/.exec(this.#heard);
      if (whole) {
        this.#heard = this.#heard.slice(whole[0].length);
        return whole[1] as string;
      }
      if (this.#broken) throw this.#broken;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#socket.destroy();
  }

  #break(error: Error): void {
    this.#broken ??= error;
    this.#wake();
  }
}

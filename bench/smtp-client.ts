// A bare SMTP client that keeps its connection and measures what it waits for.
import { connect, type Socket } from "node:net";

export class SmtpClient {
  private readonly socket: Socket;
  private buffer = "";
  private waiting: ((line: string) => void) | null = null;
  private readonly lines: string[] = [];

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (chunk) => this.take(chunk.toString("latin1")));
  }

  static async open(port: number): Promise<SmtpClient> {
    const client = new SmtpClient(connect(port, "127.0.0.1"));
    await client.answer();
    await client.say("EHLO bench.example");
    return client;
  }

  private take(text: string): void {
    this.buffer += text;
    for (let end = this.buffer.indexOf("\r\n"); end !== -1; end = this.buffer.indexOf("\r\n")) {
      const line = this.buffer.slice(0, end);
      this.buffer = this.buffer.slice(end + 2);
      if (line[3] === "-") continue;
      if (this.waiting) this.waiting(line);
      else this.lines.push(line);
      this.waiting = null;
    }
  }

  private answer(): Promise<string> {
    const line = this.lines.shift();
    return line !== undefined ? Promise.resolve(line) : new Promise((resolve) => (this.waiting = resolve));
  }

  private async say(line: string, expected = "2"): Promise<void> {
    this.socket.write(`${line}\r\n`);
    const answer = await this.answer();
    if (!answer.startsWith(expected)) throw new Error(`${line}: ${answer}`);
  }

  /** Sends one message (already dot-stuffed, ending in CRLF). Milliseconds from DATA to its 250. */
  async send(from: string, to: string, raw: Buffer): Promise<number> {
    await this.say(`MAIL FROM:<${from}>`);
    await this.say(`RCPT TO:<${to}>`);
    const began = performance.now();
    await this.say("DATA", "3");
    this.socket.write(raw);
    this.socket.write(".\r\n");
    const answer = await this.answer();
    if (!answer.startsWith("250")) throw new Error(answer);
    return performance.now() - began;
  }

  close(): void {
    this.socket.end("QUIT\r\n");
  }
}

import { Worker } from "node:worker_threads";
import type { MailKeys } from "../crypto/mail-keys.ts";
import type { ParsedMail, ParseLimits } from "./parsed-mail.ts";
import { ParseCrash, ParseTimeout } from "./pool-errors.ts";

export interface ParseRequest {
  raw: Uint8Array;
  limits: Partial<ParseLimits>;
  /** For a mail that is encrypted or signed. */
  keys: MailKeys | null;
}

export interface ParseWorkerOptions {
  timeoutMs: number;
  memoryMb: number;
  idleMs: number;
  limits: Partial<ParseLimits>;
  workerUrl: URL;
}

/** What a thread says first, when its modules are loaded. */
const ready = "ready";

/** A thread that loads longer than this never will. */
const maxLoadMs = 60_000;

interface Running {
  resolve(mail: ParsedMail): void;
  reject(error: Error): void;
}

/** One thread that parses one mail at a time and is thrown away when it misbehaves or has nothing to do. */
export class ParseWorker {
  private readonly thread: Worker;
  private readonly options: ParseWorkerOptions;
  private readonly onGone: () => void;
  private running: Running | null = null;
  private idleTimer: NodeJS.Timeout | null = null;
  private deadline: NodeJS.Timeout;
  /** Its modules are there: before, it has not begun what it was given. */
  loaded = false;
  private gone = false;

  constructor(options: ParseWorkerOptions, onGone: () => void) {
    this.options = options;
    this.onGone = onGone;
    this.thread = new Worker(options.workerUrl, {
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMb, maxYoungGenerationSizeMb: 16 },
    });
    this.deadline = setTimeout(() => this.die(new ParseCrash("the parser's thread did not start")), maxLoadMs);
    this.thread.on("message", (message: ParsedMail | typeof ready) => this.heard(message));
    this.thread.on("error", (error) => this.die(new ParseCrash(`the parser failed: ${error.message}`)));
    this.thread.on("exit", (code) => this.die(new ParseCrash(`the parser's thread ended with code ${code}`)));
  }

  parse(raw: Uint8Array, keys: MailKeys | null): Promise<ParsedMail> {
    if (this.idleTimer) clearTimeout(this.idleTimer);
    this.thread.ref();
    return new Promise((resolve, reject) => {
      const { limits } = this.options;
      this.running = { resolve, reject };
      if (this.loaded) this.startClock();
      const own = Uint8Array.from(raw);
      this.thread.postMessage({ raw: own, limits, keys } satisfies ParseRequest, [own.buffer]);
    });
  }

  get alive(): boolean {
    return !this.gone;
  }

  async stop(reason: string): Promise<void> {
    this.die(new ParseCrash(reason));
    await this.thread.terminate();
  }

  private heard(message: ParsedMail | typeof ready): void {
    if (message === ready) {
      this.loaded = true;
      clearTimeout(this.deadline);
      if (this.running) this.startClock();
    } else this.done(message);
  }

  /** The time of a mail does not count the loading of the thread: a busy machine must not fail it for that. */
  private startClock(): void {
    const { timeoutMs } = this.options;
    clearTimeout(this.deadline);
    this.deadline = setTimeout(() => this.die(new ParseTimeout(`not parsed within ${timeoutMs} ms`)), timeoutMs);
  }

  private done(mail: ParsedMail): void {
    const { running } = this;
    if (!running) return;
    clearTimeout(this.deadline);
    this.running = null;
    // An idle thread must not keep the process alive.
    this.thread.unref();
    this.idleTimer = setTimeout(() => void this.stop("idle"), this.options.idleMs).unref();
    running.resolve(mail);
  }

  /** The first reason counts; the thread is ended, its mail rejected, the pool told. */
  private die(error: Error): void {
    if (this.gone) return;
    this.gone = true;
    if (this.idleTimer) clearTimeout(this.idleTimer);
    void this.thread.terminate();
    clearTimeout(this.deadline);
    this.running?.reject(error);
    this.running = null;
    this.onGone();
  }
}

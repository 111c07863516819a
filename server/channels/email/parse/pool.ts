import { availableParallelism } from "node:os";
import type { MailKeys } from "../crypto/mail-keys.ts";
import type { ParsedMail, ParseLimits } from "./parsed-mail.ts";
import { ParseCrash, ParseTimeout } from "./pool-errors.ts";
import { ParseWorker } from "./pool-worker.ts";

export { ParseCrash, ParseTimeout };

export interface ParsePoolOptions {
  /** Workers at most. One less than the cores, at least three: one that hangs leaves two. */
  size?: number;
  /**
   * Workers that start as soon as they are needed: one less than the cores. Each one takes some 70 MB; more come only
   * when something waits and none has begun a mail for `patienceMs`: all are busy with one that is hard to read.
   */
  usual?: number;
  patienceMs?: number;
  /** A mail that takes longer is given up with ParseTimeout. */
  timeoutMs?: number;
  /** JavaScript heap of each worker; the bytes of mails do not count. Beyond it: ParseCrash. */
  memoryMb?: number;
  /** A worker without work this long is stopped. */
  idleMs?: number;
  limits?: Partial<ParseLimits>;
  /** For tests: another module that speaks the protocol of parse-worker.ts. */
  workerUrl?: URL;
}

export interface ParsePool {
  /** Rejects with ParseTimeout or ParseCrash only; the mail itself is then to be kept as a file. `raw` stays the caller's. */
  parse(raw: Uint8Array, keys?: MailKeys): Promise<ParsedMail>;
  /** Stops the workers; what waits or runs is rejected with ParseCrash. */
  close(): Promise<void>;
}

interface Job {
  raw: Uint8Array;
  keys: MailKeys | null;
  resolve(mail: ParsedMail): void;
  reject(error: Error): void;
}

/**
 * Parses mails in worker threads, one mail a worker at a time, so that a mail that hangs, crashes or eats all memory
 * takes nothing with it but its own worker (RELIABILITY.md T10, T12). The main thread copies the raw bytes once and
 * hands them over; attachment contents come back without a copy.
 */
export function createParsePool(options: ParsePoolOptions = {}): ParsePool {
  return new Pool(options);
}

class Pool implements ParsePool {
  private readonly options: Required<Omit<ParsePoolOptions, "workerUrl">> & { workerUrl: URL };
  private readonly waiting: Job[] = [];
  private readonly idle: ParseWorker[] = [];
  private readonly all = new Set<ParseWorker>();
  private closed = false;
  private waits: NodeJS.Timeout | null = null;
  /** When a worker last began a mail. */
  private begun = 0;

  constructor(options: ParsePoolOptions) {
    this.options = {
      size: Math.max(3, availableParallelism() - 1),
      usual: Math.max(1, availableParallelism() - 1),
      patienceMs: 200,
      timeoutMs: 20_000,
      memoryMb: 256,
      idleMs: 30_000,
      limits: {},
      workerUrl: new URL("./parse-worker.ts", import.meta.url),
      ...options,
    };
  }

  parse(raw: Uint8Array, keys: MailKeys | null = null): Promise<ParsedMail> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ raw, keys, resolve, reject });
      this.next();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.waits) clearTimeout(this.waits);
    const workers = [...this.all];
    this.next();
    await Promise.all(workers.map((worker) => worker.stop("the pool is closed")));
  }

  private next(): void {
    while (this.waiting.length > 0) {
      const worker = this.closed ? null : (this.idle.pop() ?? this.start());
      if (!worker && !this.closed) {
        this.beImpatient();
        return;
      }
      const job = this.waiting.shift() as Job;
      if (worker) void this.run(worker, job);
      else job.reject(new ParseCrash("the pool is closed"));
    }
  }

  private beImpatient(): void {
    if (this.waits || this.all.size >= this.options.size) return;
    this.waits = setTimeout(() => {
      this.waits = null;
      this.next();
    }, this.patience());
  }

  private start(): ParseWorker | null {
    const { size, usual } = this.options;
    if (this.all.size >= (this.patience() > 0 ? usual : size)) return null;
    const worker = new ParseWorker(this.options, () => this.forget(worker));
    this.all.add(worker);
    return worker;
  }

  /** Milliseconds until another worker is worth its memory; one that is loading is waited for. */
  private patience(): number {
    const { patienceMs } = this.options;
    const loading = [...this.all].some((worker) => !worker.loaded);
    return loading ? patienceMs : this.begun + patienceMs - performance.now();
  }

  private async run(worker: ParseWorker, job: Job): Promise<void> {
    this.begun = performance.now();
    try {
      job.resolve(await worker.parse(job.raw, job.keys));
      if (worker.alive) this.idle.push(worker);
    } catch (error) {
      job.reject(error as Error);
    }
    this.next();
  }

  private forget(worker: ParseWorker): void {
    this.all.delete(worker);
    const at = this.idle.indexOf(worker);
    if (at >= 0) this.idle.splice(at, 1);
    this.next();
  }
}

import { type Logger, pino } from "pino";

export type Log = Logger;

/** Secrets never reach a log (S21): named here once, wherever in an object they stand. */
const secretPaths = [
  "password",
  "token",
  "authorization",
  "cookie",
  "secret",
  "req.headers.authorization",
  "req.headers.cookie",
];

const redact = { paths: secretPaths.flatMap((path) => [path, `*.${path}`]), censor: "[hidden]" };

/** JSON lines, or readable ones on a terminal. */
export function createLog(level: string, terminal: boolean): Log {
  if (!terminal) return pino({ level, redact });
  return pino({
    level,
    redact,
    transport: { target: "pino-pretty", options: { ignore: "pid,hostname", translateTime: "HH:MM:ss" } },
  });
}

/** Of a command, whose standard output is what was asked for: warnings go to standard error. */
export const commandLog = (): Log => pino({ level: "warn", redact }, pino.destination({ dest: 2, sync: true }));

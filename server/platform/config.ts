import { isIP } from "node:net";
import path from "node:path";
import { keepSecret } from "./secret.ts";

export type HostPort = { host: string; port: number };
export type SocketPath = { path: string };
export type LogLevel = (typeof logLevels)[number];

export type Config = {
  /** LISTEK_DATA, absolute: embedded database, files, outbox, secret. */
  data: string;
  /** LISTEK_URL: the public address, without a slash at the end. */
  url: string;
  /** LISTEK_HTTP: where HTTP listens; port 0 takes a free one. */
  http: HostPort;
  /** LISTEK_SMTP: where mail comes in by SMTP; null: off. */
  smtp: HostPort | null;
  /** LISTEK_LMTP: likewise by LMTP, on a port or on a Unix socket; null: off. */
  lmtp: HostPort | SocketPath | null;
  /** LISTEK_ADDRESS: the first address a new desk takes mail for and answers from. */
  address: string;
  /** DATABASE_URL: an external PostgreSQL; null: the embedded one. */
  databaseUrl: string | null;
  /** LISTEK_SMARTHOST: where outgoing mail goes; null: it waits in the outbox. */
  smarthost: URL | null;
  /**
   * LISTEK_DNS: who is asked about senders of mail and records of sending domains, `1.1.1.1,[2606:4700::1]:53`; null: the
   * system's servers; empty: nobody.
   */
  dns: string[] | null;
  /** LISTEK_FILES: where attachments lie. */
  files: { kind: "file"; path: string };
  /** LISTEK_SECRET: signs sessions, links and reply tokens; at least 32 characters. */
  secret: string;
  /** LISTEK_ADMIN_EMAIL and LISTEK_ADMIN_PASSWORD: the first administrator; both or neither. */
  adminEmail: string | null;
  adminPassword: string | null;
  /** LISTEK_LOG: the least level that is written. */
  log: LogLevel;
  /** Whether addresses given from outside may lead into our own network: only in tests, whose servers are here. */
  callsInside?: boolean;
};

export class ConfigError extends Error {
  override name = "ConfigError";
  /** One line per wrong variable: its name, what is wrong, the cure. */
  readonly problems: string[];

  constructor(problems: string[]) {
    super(`The configuration is wrong:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.problems = problems;
  }
}

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

type Env = Record<string, string | undefined>;

/**
 * Reads every variable Listek knows. Makes the data folder and, when LISTEK_SECRET is empty, the secret in it.
 * Throws one ConfigError that names every wrong variable.
 */
export function loadConfig(env: Env = process.env): Config {
  const problems: string[] = [];
  const read = <T>(name: string, fallback: string, parse: (value: string) => T): T => {
    try {
      return parse(env[name]?.trim() ?? fallback);
    } catch (error) {
      problems.push(`${name}: ${(error as Error).message}`);
      return undefined as T;
    }
  };

  const data = read("LISTEK_DATA", "./data", dataFolder);
  const http = read("LISTEK_HTTP", "127.0.0.1:8080", hostPort);
  const config = {
    data,
    http,
    url: read("LISTEK_URL", `http://localhost:${http?.port || 8080}`, publicUrl),
    smtp: read("LISTEK_SMTP", "127.0.0.1:2525", optional(hostPort)),
    lmtp: read("LISTEK_LMTP", "", optional(hostPortOrSocket)),
    address: read("LISTEK_ADDRESS", "support@localhost", mailAddress),
    databaseUrl: read("DATABASE_URL", "", optional(databaseUrl)),
    smarthost: read("LISTEK_SMARTHOST", "", optional(smarthost)),
    dns: read("LISTEK_DNS", "", optional(dnsServers)),
    files: read("LISTEK_FILES", "", (value) => files(value, data ?? ".")),
    adminEmail: read("LISTEK_ADMIN_EMAIL", "", optional(mailAddress)),
    adminPassword: env.LISTEK_ADMIN_PASSWORD || null,
    log: read("LISTEK_LOG", "info", logLevel),
  };
  const givenSecret = read("LISTEK_SECRET", "", optional(longSecret));
  if (Boolean(env.LISTEK_ADMIN_EMAIL?.trim()) !== Boolean(config.adminPassword))
    problems.push(
      "LISTEK_ADMIN_EMAIL, LISTEK_ADMIN_PASSWORD: only one of them is set; set both, or neither and use the link printed at start",
    );

  if (problems.length > 0) throw new ConfigError(problems);
  return { ...config, secret: givenSecret ?? secretOf(data) };
}

function secretOf(data: string): string {
  try {
    return keepSecret(data);
  } catch (error) {
    const reason = (error as Error).message;
    throw new ConfigError([`LISTEK_DATA: ${data} cannot be used (${reason}); give a folder this account can write to`]);
  }
}

const optional =
  <T>(parse: (value: string) => T) =>
  (value: string): T | null =>
    value === "" ? null : parse(value);

function dataFolder(value: string): string {
  if (value === "") throw new Error("is empty; give a folder, such as ./data, or leave the variable out");
  return path.resolve(value);
}

function hostPort(value: string): HostPort {
  const match = /^(?:\[([0-9a-fA-F:.%\w]+)\]|([^\s:[\]/]+)):(\d{1,5})$/.exec(value);
  const port = Number(match?.[3]);
  if (!match || port > 65535)
    throw new Error(`"${value}" is not host:port; write it as 127.0.0.1:8080, 0.0.0.0:8080 or [::1]:8080`);
  return { host: (match[1] ?? match[2]) as string, port };
}

function hostPortOrSocket(value: string): HostPort | SocketPath {
  const socket = value.replace(/^unix:/, "");
  return socket.includes("/") || socket.includes("\\") ? { path: path.resolve(socket) } : hostPort(value);
}

function publicUrl(value: string): string {
  const url = parseUrl(value, ["http:", "https:"], "https://desk.example.com");
  if (url.pathname !== "/" || url.search || url.hash || url.username)
    throw new Error(`"${value}" has more than scheme, host and port; write it as ${url.protocol}//${url.host}`);
  return url.origin;
}

function databaseUrl(value: string): string {
  parseUrl(value, ["postgres:", "postgresql:"], "postgres://user:password@host:5432/listek", { hostless: true });
  return value;
}

function smarthost(value: string): URL {
  return parseUrl(value, ["smtp:", "smtps:"], "smtp://user:password@mail.example.com:587");
}

function dnsServers(value: string): string[] {
  if (value.toLowerCase() === "off") return [];
  return value.split(",").map((each) => {
    const server = each.trim();
    const match = /^(?:\[([0-9a-fA-F:.]+)\]|([0-9.]+))(?::(\d{1,5}))?$/.exec(server);
    if (isIP(match?.[1] ?? match?.[2] ?? server) === 0 || Number(match?.[3] ?? 53) > 65535)
      throw new Error(`"${server}" is not the address of a DNS server; write it as 1.1.1.1,8.8.8.8:53, or off`);
    return server;
  });
}

/** The value itself stays out of the message: it may hold a password. */
function parseUrl(value: string, schemes: string[], example: string, { hostless = false } = {}): URL {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !schemes.includes(url.protocol) || (!hostless && !url.hostname))
    throw new Error(`is not an address that begins with ${schemes.join("// or ")}//; write it as ${example}`);
  return url;
}

function mailAddress(value: string): string {
  if (!/^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(value))
    throw new Error(`"${value}" is not an e-mail address; write it as support@example.com`);
  return value;
}

function files(value: string, data: string): Config["files"] {
  if (value.startsWith("s3:"))
    throw new Error("attachments in S3 are not available yet; leave it out, or give a folder as file:/path/to/files");
  if (value !== "" && !value.startsWith("file:"))
    throw new Error(`"${value}" is not a place for files; give a folder as file:/path/to/files, or leave it out`);
  const given = value.replace(/^file:(?:\/\/(?=\/))?/, "");
  return { kind: "file", path: given === "" ? path.join(data, "files") : path.resolve(given) };
}

function longSecret(value: string): string {
  if (value.length < 32)
    throw new Error(
      "is shorter than 32 characters; leave it out and one is made, or make one by: openssl rand -base64 32",
    );
  return value;
}

function logLevel(value: string): LogLevel {
  const level = logLevels.find((known) => known === value);
  if (!level) throw new Error(`"${value}" is not a level; take one of ${logLevels.join(", ")}`);
  return level;
}

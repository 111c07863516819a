// What went wrong outside of Listek, said to whoever typed the command: what happened, and the cure.
import type { Config, HostPort } from "../platform/config.ts";

/** Nothing was started, and nothing is left running. */
export class StartError extends Error {
  override name = "StartError";
}

interface SystemError extends Error {
  code?: string;
  syscall?: string;
  address?: string;
  port?: number;
  hostname?: string;
}

const reasons: Record<string, string> = {
  EADDRINUSE: "is taken by another program (or another Listek): stop that one, or give another address",
  EADDRNOTAVAIL: "is no address of this machine: give one of its own, or 0.0.0.0 for all",
  EACCES: "may not be used by this account: give a port above 1023, or a folder it can write to",
  ENOENT: "lies in a folder that does not exist: make the folder, or give another place",
  ENOTDIR: "lies in something that is not a folder: give another place",
};

/** A door that could not be opened, named by its variable; any other error is given back as it is. */
export function explainListen(error: unknown, config: Pick<Config, "http" | "smtp" | "lmtp">): unknown {
  const { code = "", syscall, address, port, hostname } = error as SystemError;
  const doors = Object.entries({ LISTEK_HTTP: config.http, LISTEK_SMTP: config.smtp, LISTEK_LMTP: config.lmtp });
  if (syscall === "getaddrinfo") {
    const found = doors.find(([, door]) => door && "host" in door && door.host === hostname);
    return found
      ? new StartError(
          `${found[0]}: the name ${hostname} has no address here: give 127.0.0.1, 0.0.0.0 or one of this machine`,
        )
      : error;
  }
  if (syscall !== "listen") return error;
  const found = doors.find(([, door]) => door && ("path" in door ? door.path === address : isAt(door, port)));
  const reason = reasons[code] ?? (error as Error).message;
  const where = port === undefined || port < 0 ? address : `${address}:${port}`;
  return new StartError(`${found?.[0] ?? "A door"}: ${where} ${reason}.`);
}

const isAt = (door: HostPort, port: number | undefined): boolean => door.port === port;

/** A database that cannot be used, with its place but never its password; any other error is given back as it is. */
export function explainDatabase(error: unknown, url: string, external: boolean): unknown {
  const { code = "", message } = error as SystemError;
  const { host, user, name } = partsOf(url);
  const check = external ? "Check DATABASE_URL" : "Is the desk that started it stopping? Try again in a moment";
  if (unreachable.test(code) || /timeout expired|terminated|SSL|certificate/i.test(message))
    return new StartError(
      `The database at ${host} cannot be reached (${message}). ${check}${external ? ", and that PostgreSQL runs and listens there" : ""}.`,
    );
  if (/^28/.test(code))
    return new StartError(`The database at ${host} does not let ${user} in (${message}). ${check}: user and password.`);
  if (code === "3D000")
    return new StartError(
      `There is no database ${name} at ${host}. Make it (createdb --encoding=UTF8 --template=template0 ${name}), or correct DATABASE_URL.`,
    );
  if (code === "42501")
    return new StartError(
      `${user} may not make tables in the database ${name} at ${host} (${message}). Make it the owner: ALTER DATABASE ${name} OWNER TO ${user}.`,
    );
  return error;
}

const unreachable =
  /^(?:ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ENOENT|EACCES|EPIPE|57P0\d|53300|08\d\d\d)$/;

function partsOf(url: string): { host: string; user: string; name: string } {
  if (!URL.canParse(url)) return { host: "DATABASE_URL", user: "the user", name: "listek" };
  const { host, username, pathname, searchParams } = new URL(url);
  return {
    host: searchParams.get("host") ?? (host || "this machine"),
    user: decodeURIComponent(username) || "this user",
    name: decodeURIComponent(pathname.slice(1)) || "listek",
  };
}

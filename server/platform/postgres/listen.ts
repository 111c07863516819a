// Where PostgreSQL listens, and so its address.
import { createHash } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import type { Account } from "./account.ts";
import type { Cluster } from "./cluster.ts";
import { DatabaseStartError } from "./errors.ts";
import { type Listen, socketPort } from "./settings.ts";

/** A socket's path holds 107 bytes on Linux, 103 on macOS. */
const longestSocket = 103;

export async function chooseListen(cluster: Pick<Cluster, "folder" | "account">): Promise<Listen> {
  if (process.platform === "win32") return { port: await freePort() };
  const folder = socketFolderOf(cluster.folder);
  if (folder !== cluster.folder) ownSocketFolder(folder, cluster.account);
  return { socketFolder: folder };
}

/** The cluster's own folder, or a short one when that is too long for a socket. */
export function socketFolderOf(clusterFolder: string): string {
  if (fits(clusterFolder)) return clusterFolder;
  const name = `listek-${createHash("sha256").update(clusterFolder).digest("hex").slice(0, 16)}`;
  const short = path.join(os.tmpdir(), name);
  return fits(short) ? short : path.join("/tmp", name);
}

export function socketFile(folder: string): string {
  return path.join(folder, `.s.PGSQL.${socketPort}`);
}

function fits(folder: string): boolean {
  return Buffer.byteLength(socketFile(folder)) <= longestSocket;
}

/** Anyone may make folders in the temporary one, so this must be ours and closed before a socket goes there. */
function ownSocketFolder(folder: string, account: Account | null): void {
  const owner = account?.uid ?? process.getuid?.();
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const made = fs.lstatSync(folder);
  if (!made.isDirectory() || (made.uid !== owner && made.uid !== process.getuid?.()))
    throw new DatabaseStartError(
      `${folder} belongs to somebody else: remove it, or give a data folder with a shorter path by LISTEK_DATA.`,
    );
  fs.chmodSync(folder, 0o700);
  if (account) fs.chownSync(folder, account.uid, account.gid);
}

/** Takes away the short folder, if there was need of one. */
export function leaveSocketFolder(listen: Listen, clusterFolder: string): void {
  if ("port" in listen || listen.socketFolder === clusterFolder) return;
  fs.rmSync(listen.socketFolder, { recursive: true, force: true });
}

/** PostgreSQL works in the cluster's folder, and may not be able to walk there from the root. */
export function seenFromInside(listen: Listen, clusterFolder: string): Listen {
  return "socketFolder" in listen && listen.socketFolder === clusterFolder ? { socketFolder: "." } : listen;
}

export function urlOf(listen: Listen, password: string): string {
  const user = `postgres://listek:${password}`;
  if ("port" in listen) return `${user}@127.0.0.1:${listen.port}/listek`;
  return `${user}@localhost:${socketPort}/listek?host=${encodeURIComponent(listen.socketFolder)}`;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

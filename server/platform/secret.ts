import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { makeDataFolder } from "./data-folder.ts";

/** The secret kept in the data folder (32 random bytes as base64url), made at the first call. */
export function keepSecret(data: string): string {
  return keepOnce(data, "secret", () => randomBytes(32).toString("base64url"));
}

/** The content of `<data>/<name>`, written once and readable only by its owner; calls at the same moment agree. */
export function keepOnce(data: string, name: string, make: () => string): string {
  const file = path.join(data, name);
  const kept = readKept(file);
  if (kept !== null) return kept;
  makeDataFolder(data);
  publish(file, make());
  return readKept(file) as string;
}

function readKept(file: string): string | null {
  if (!fs.existsSync(file)) return null;
  const kept = fs.readFileSync(file, "utf8").trim();
  if (kept.length < 32) throw new Error(`${file} is damaged; put it back from a backup`);
  return kept;
}

/** A link appears whole or not at all and never replaces another's file. */
function publish(file: string, content: string): void {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  const handle = fs.openSync(draft, "wx", 0o600);
  try {
    fs.writeSync(handle, `${content}\n`);
    fs.fsyncSync(handle);
    fs.linkSync(draft, file);
    syncFolder(path.dirname(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    fs.closeSync(handle);
    fs.rmSync(draft, { force: true });
  }
}

function syncFolder(folder: string): void {
  if (process.platform === "win32") return; // Windows cannot open a folder for syncing
  const handle = fs.openSync(folder, "r");
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

import fs from "node:fs";
import path from "node:path";

/** Makes the data folder so that only its owner can enter. A folder that holds something already keeps its mode. */
export function makeDataFolder(folder: string): void {
  if (makeFolders(folder)) return;
  if (process.platform === "win32" || fs.readdirSync(folder).length > 0) return;
  const ours = process.getuid?.() === 0 || fs.statSync(folder).uid === process.getuid?.();
  if (ours) fs.chmodSync(folder, 0o700);
}

/**
 * Whether it was made now. Not `recursive`, which never returns where a folder is there and yet nothing can be made in it
 * (as in /proc).
 */
function makeFolders(folder: string): boolean {
  const there = fs.statSync(folder, { throwIfNoEntry: false });
  if (there?.isDirectory()) return false;
  if (there) throw new Error("it is a file, not a folder");
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolders(parent);
  try {
    fs.mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process was faster.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return true;
}

// Who holds a data folder. Each holder writes `lock.<generation>`, and the highest generation counts. A file once dead
// (its process is gone) or released (empty) stays so; whoever wants the folder creates the next generation, which only one
// can. So recovering after kill -9 never removes a file that somebody else may just have made.
import fs from "node:fs";
import path from "node:path";
import { DataFolderHeldError } from "./errors.ts";
import { birthOf, isAlive } from "./process.ts";

export type Holder = { pid: number; since: Date };
export type DataFolderLock = { release(): void };

type Note = { pid: number; since: string; birth: string | null };

/** Takes the folder, or throws DataFolderHeldError. */
export function holdDataFolder(folder: string): DataFolderLock {
  const draft = path.join(folder, `lock.draft.${process.pid}.${process.hrtime.bigint()}`);
  const note: Note = { pid: process.pid, since: new Date().toISOString(), birth: birthOf(process.pid) };
  fs.writeFileSync(draft, JSON.stringify(note), { flag: "wx", mode: 0o644 });
  try {
    return takeNextGeneration(folder, draft);
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

function takeNextGeneration(folder: string, draft: string): DataFolderLock {
  for (;;) {
    const newest = newestGeneration(folder);
    const holder = holderAt(folder, newest);
    if (holder) throw new DataFolderHeldError(folder, holder.pid, holder.since);
    const mine = newest + 1;
    if (!linked(draft, fileAt(folder, mine))) continue;
    if (newestGeneration(folder) === mine) return held(folder, mine);
    fs.rmSync(fileAt(folder, mine), { force: true }); // what we saw was old: others have come and gone since
  }
}

function held(folder: string, mine: number): DataFolderLock {
  for (const generation of generations(folder))
    if (generation < mine) fs.rmSync(fileAt(folder, generation), { force: true });
  return { release: () => empty(fileAt(folder, mine)) };
}

/** Who holds the folder now; null when nobody does. */
export function holderOf(folder: string): Holder | null {
  return holderAt(folder, newestGeneration(folder));
}

function holderAt(folder: string, generation: number): Holder | null {
  const note = readNote(fileAt(folder, generation));
  if (!note || !isAlive(note.pid) || birthOf(note.pid) !== note.birth) return null;
  return { pid: note.pid, since: new Date(note.since) };
}

function readNote(file: string): Note | null {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function newestGeneration(folder: string): number {
  return Math.max(0, ...generations(folder));
}

function generations(folder: string): number[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .flatMap((name) => /^lock\.(\d+)$/.exec(name)?.[1] ?? [])
    .map(Number);
}

function fileAt(folder: string, generation: number): string {
  return path.join(folder, `lock.${generation}`);
}

function linked(draft: string, file: string): boolean {
  try {
    fs.linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** The folder may have been deleted under us: then nothing is held any more. */
function empty(file: string): void {
  if (fs.existsSync(file)) fs.truncateSync(file);
}

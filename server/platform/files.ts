// Attachments, one file a content, named by its SHA-256: never by anything a user wrote (S10).
import { createHash, randomUUID } from "node:crypto";
import { createReadStream, type ReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { tooLarge } from "./errors.ts";

export interface StoredFile {
  sha256: Buffer;
  /** Bytes. */
  size: number;
}

export interface FileStore {
  /** Keeps the bytes durably (file and folder synced) before it returns. The same content twice is one file. */
  put(content: Uint8Array, sha256?: Buffer): Promise<StoredFile>;
  /** The same from a stream, refused with 413 beyond `limit` bytes. */
  putStream(stream: Readable, limit: number): Promise<StoredFile>;
  read(sha256: Buffer): ReadStream;
  /** Bytes on disk; null when the file is not there. */
  size(sha256: Buffer): Promise<number | null>;
  /** Removes what writers that were killed left behind: unfinished files that nobody has written to for a day. */
  forgetUnfinished(): Promise<void>;
}

const unfinishedHours = 24;

export function openFileStore(root: string): FileStore {
  /** Where files are until they are whole: the only folder that has to be looked through for leftovers. */
  const incoming = join(root, "incoming");
  const folders = new Map<string, Promise<void>>();
  const pathOf = (sha256: Buffer) => {
    const name = sha256.toString("hex");
    return { folder: join(root, name.slice(0, 2)), path: join(root, name.slice(0, 2), name) };
  };
  const ensure = (folder: string): Promise<void> => {
    let made = folders.get(folder);
    if (!made) {
      made = makeFolder(folder, root);
      made.catch(() => folders.delete(folder));
      folders.set(folder, made);
    }
    return made;
  };
  const size = async (sha256: Buffer): Promise<number | null> => {
    const found = await stat(pathOf(sha256).path).catch(() => null);
    return found ? found.size : null;
  };

  return {
    size,
    read: (sha256) => createReadStream(pathOf(sha256).path),
    async put(content, sha256 = createHash("sha256").update(content).digest()) {
      const { folder, path } = pathOf(sha256);
      if ((await size(sha256)) === content.byteLength) {
        // Whoever put it there may not have come to this, or died before it.
        await syncFolder(folder);
        return { sha256, size: content.byteLength };
      }
      await ensure(incoming);
      await ensure(folder);
      const temporary = join(incoming, randomUUID());
      try {
        const file = await open(temporary, "wx", 0o600);
        try {
          await file.writeFile(content);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
      await syncFolder(folder);
      return { sha256, size: content.byteLength };
    },
    async putStream(stream, limit) {
      await ensure(incoming);
      const temporary = join(incoming, randomUUID());
      try {
        const { sha256, size: length } = await writeStream(temporary, stream, limit);
        const { folder, path } = pathOf(sha256);
        await ensure(folder);
        await rename(temporary, path);
        await syncFolder(folder);
        return { sha256, size: length };
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },
    async forgetUnfinished() {
      const names = await readdir(incoming).catch(unlessMissing([]));
      const before = Date.now() - unfinishedHours * 3_600_000;
      for (const name of names) {
        const path = join(incoming, name);
        // It may be finished and gone by now.
        const found = await stat(path).catch(unlessMissing(null));
        if (found?.isFile() && found.mtimeMs < before) await rm(path, { force: true });
      }
    },
  };
}

/** For what may not be there, or no longer. */
const unlessMissing =
  <T>(instead: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === "ENOENT") return instead;
    throw error;
  };

async function writeStream(path: string, stream: Readable, limit: number): Promise<StoredFile> {
  const hash = createHash("sha256");
  let size = 0;
  const file = await open(path, "wx", 0o600);
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw tooLarge({ why: `A file may have at most ${Math.floor(limit / 1048576)} MiB.` });
      hash.update(chunk);
      // Not `write`: on a nearly full disk it may write less than it was given, and say so only by a number.
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest(), size };
}

async function makeFolder(folder: string, root: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await syncFolder(root);
  await syncFolder(dirname(root));
}

/** A renamed file survives a power cut only when its folder was synced too. Windows cannot and need not. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

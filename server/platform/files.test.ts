import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FileStore, openFileStore } from "./files.ts";

let root: string;
let files: FileStore;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "listek-files-"));
  files = openFileStore(join(root, "files"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const unfinished = () => readdir(join(root, "files", "incoming"));

test("what a killed writer left is removed after a day, what is being written and what is kept are not", async () => {
  const kept = await files.put(Buffer.from("a picture"));
  const streamed = await files.putStream(Readable.from([Buffer.from("a "), Buffer.from("film")]), 100);
  expect(await unfinished()).toEqual([]);
  const hoursAgo = async (name: string, hours: number) => {
    await writeFile(join(root, "files", "incoming", name), "half of it");
    const at = new Date(Date.now() - hours * 3_600_000);
    await utimes(join(root, "files", "incoming", name), at, at);
  };
  await hoursAgo("of-yesterday", 25);
  await hoursAgo("of-today", 1);
  const long = new Date(Date.now() - 1000 * 3_600_000);
  const name = kept.sha256.toString("hex");
  await utimes(join(root, "files", name.slice(0, 2), name), long, long);

  await files.forgetUnfinished();

  expect(await unfinished()).toEqual(["of-today"]);
  expect(await files.size(kept.sha256)).toBe(9);
  expect(await files.size(streamed.sha256)).toBe(6);
});

test("a store that nobody has written to has nothing to forget", async () => {
  await expect(files.forgetUnfinished()).resolves.toBeUndefined();
});

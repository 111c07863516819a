import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { holdDataFolder, holderOf } from "./lock.ts";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "listek-lock-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const note = (pid: number, birth: string | null) => JSON.stringify({ pid, since: new Date().toISOString(), birth });

it("is held until it is released, over and over", () => {
  for (let round = 0; round < 3; round++) {
    const lock = holdDataFolder(folder);
    expect(holderOf(folder)).toMatchObject({ pid: process.pid });
    expect(() => holdDataFolder(folder)).toThrow(`process ${process.pid}`);
    lock.release();
    expect(holderOf(folder)).toBeNull();
  }
  expect(fs.readdirSync(folder)).toEqual(["lock.3"]);
});

it.each([
  ["of a process that is gone", () => note(spawnSync(process.execPath, ["-v"]).pid, null)],
  ["of a process whose number another has now", () => note(process.ppid, "born long ago")],
  ["torn by a power cut", () => '{"pid":'],
])("takes over a lock %s", (_, content) => {
  fs.writeFileSync(path.join(folder, "lock.7"), content());
  holdDataFolder(folder);
  expect(fs.readdirSync(folder)).toEqual(["lock.8"]);
});

it("survives the deletion of the folder", () => {
  const lock = holdDataFolder(folder);
  fs.rmSync(folder, { recursive: true });
  lock.release();
  expect(holderOf(folder)).toBeNull();
});

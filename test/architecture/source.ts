// The repository's own source as the architecture tests read it: files, and which file imports which.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));

export interface Source {
  /** From the root, with `/`. */
  path: string;
  /** Without comments. */
  code: string;
  /** Files of this repository, from the root. */
  imports: string[];
  /** Packages and `node:` modules. */
  packages: string[];
}

const folders = ["shared", "server", "web", "seeds", "test", "scripts", "bench"];
const skipped = new Set(["node_modules", "dist"]);

export const isTest = (file: string): boolean => file.startsWith("test/") || /\.test\.tsx?$/.test(file);

export function readSources(): Source[] {
  return folders
    .filter((folder) => existsSync(path.join(root, folder)))
    .flatMap(listFiles)
    .filter((file) => /\.(?:tsx?|mjs)$/.test(file))
    .map(readSource);
}

/** Every file below a folder, from the root. */
export function listFiles(folder: string): string[] {
  const entries = readdirSync(path.join(root, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const file = folder === "" ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? listFiles(file) : entry.isFile() ? [file] : [];
  });
}

export function readSource(file: string): Source {
  const code = withoutComments(readFileSync(path.join(root, file), "utf8"));
  const names = [...code.matchAll(/(?:\bfrom|\bimport|\bimport\()\s*"([^"\n]+)"/g)].map((match) => match[1] as string);
  const isOwn = (name: string) => name.startsWith(".");
  return {
    path: file,
    code,
    imports: names.filter(isOwn).map((name) => path.posix.join(path.posix.dirname(file), name)),
    packages: names.filter((name) => !isOwn(name)),
  };
}

/** Good enough for this repository: a line comment begins a line or follows a blank, and no string holds a block comment. */
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|[\s;{}(,])\/\/[^\n]*/g, "$1");

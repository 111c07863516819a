// A table is written in one place, so that who wants to know what can be in it reads one file.
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { isTest, listFiles, readSources, root } from "./source.ts";
import { appendOnly, writers } from "./tables.ts";

interface Write {
  table: string;
  verb: "insert" | "update" | "delete";
  file: string;
}

const patterns: [verb: Write["verb"], pattern: RegExp][] = [
  ["insert", /\binsertInto\(\s*"(\w+)"/g],
  ["insert", /\b(?:insert into|merge into|copy)\s+(\w+)\s*[ (]/gi],
  ["update", /\bupdateTable\(\s*"(\w+)"/g],
  ["update", /\bupdate\s+(\w+)\s+(?:(?:as\s+)?\w+\s+)?set\b/gi],
  ["delete", /\bdeleteFrom\(\s*"(\w+)"/g],
  ["delete", /\b(?:delete from|truncate(?: table)?)\s+(\w+)/gi],
];

const migrations = listFiles("migrations")
  .map((file) => readFileSync(path.join(root, file), "utf8"))
  .join("\n");
const tables = [...migrations.matchAll(/^create (?:unlogged )?table (\w+)/gim)].map((match) => match[1] as string);

const writes: Write[] = readSources()
  .filter(({ path }) => path.startsWith("server/") && !isTest(path))
  .flatMap(({ path, code }) =>
    patterns.flatMap(([verb, pattern]) =>
      [...code.matchAll(pattern)].map((match) => ({ table: match[1] as string, verb, file: path })),
    ),
  )
  .filter(({ table }) => tables.includes(table) || table in writers);

test("every table of the migrations has an owner, and every owner a table", () => {
  const owned = Object.keys(writers).filter((table) => table !== "migrations");
  expect(owned.sort()).toEqual([...tables].sort());
});

test("a table is written by the files that the owner's table names, and by no other", () => {
  const strays = writes
    .filter(({ table, file }) => !writers[table]?.includes(file))
    .map(
      ({ table, verb, file }) =>
        `${file} must not ${verb} ${table}: it is written by ${writers[table]?.join(", ") || "nobody"}`,
    );
  expect(strays).toEqual([]);
});

test("no owner is named that does not write", () => {
  const idle = Object.entries(writers).flatMap(([table, files]) =>
    files
      .filter((file) => !writes.some((write) => write.table === table && write.file === file))
      .map((file) => `${file}: ${table}`),
  );
  expect(idle).toEqual([]);
});

test("all writers of a table stand in one folder", () => {
  const folderOf = (file: string) => file.slice(0, file.lastIndexOf("/"));
  const spread = Object.entries(writers).filter(([, files]) => new Set(files.map(folderOf)).size > 1);
  expect(spread.map(([table]) => table)).toEqual([]);
});

test("what is append-only is only ever appended to", () => {
  const strays = writes.filter(({ table, verb }) => appendOnly.includes(table) && verb !== "insert");
  expect(strays).toEqual([]);
  for (const table of appendOnly) {
    expect(migrations, table).toMatch(new RegExp(`before update or delete on ${table} `));
    expect(migrations, table).toMatch(new RegExp(`before truncate on ${table} `));
  }
});

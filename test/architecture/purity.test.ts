// shared/ runs in the server and in the browser and gives the same answer every time it is asked.
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { isTest, listFiles, readSources, root } from "./source.ts";

const sources = readSources();
const shared = sources.filter((source) => source.path.startsWith("shared/") && !isTest(source.path));

test("shared/ has files to look at", () => {
  expect(shared.length).toBeGreaterThan(5);
});

test("shared/ uses no package but the schemas' own", () => {
  const strays = shared.flatMap(({ path, packages }) =>
    packages.filter((name) => name !== "typebox").map((name) => `${path} imports ${name}`),
  );
  expect(strays).toEqual([]);
});

const impure: [what: string, pattern: RegExp][] = [
  ["asks the clock", /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.|\bTemporal\.Now\b/],
  ["throws dice", /\bMath\.random\b|\bcrypto\./],
  ["knows its process or its page", /\bprocess\.|\bglobalThis\b|\bwindow\.|\bdocument\.|\blocalStorage\b/],
  ["waits or fetches", /\bsetTimeout\b|\bsetInterval\b|\bfetch\(|\bawait\b/],
  ["prints", /\bconsole\./],
];
test.each(impure)("nothing in shared/ %s", (_what, pattern) => {
  expect(shared.filter(({ code }) => pattern.test(code)).map(({ path }) => path)).toEqual([]);
});

test("the server keeps to what Node runs without a build", () => {
  const unbuilt = sources.filter(({ path }) => /^(?:server|shared|seeds)\//.test(path) && path.endsWith(".ts"));
  const needsBuild =
    /^\s*(?:export\s+)?(?:const\s+)?enum\s|^\s*(?:export\s+)?namespace\s|constructor\([^)]*\b(?:private|public|readonly)\s/m;
  expect(unbuilt.filter(({ code }) => needsBuild.test(code)).map(({ path }) => path)).toEqual([]);
  const bare = unbuilt.flatMap(({ path, imports }) =>
    imports.filter((target) => !/\.(?:ts|tsx|mjs|json|sql)$/.test(target)).map((target) => `${path}: ${target}`),
  );
  expect(bare).toEqual([]);
});

test("no code from text: nothing evaluates strings, and only the database is started as a process", () => {
  const strays = sources
    .filter(
      ({ path, code }) =>
        /^(?:server|shared|web)\//.test(path) && !isTest(path) && /\beval\(|\bnew Function\(/.test(code),
    )
    .map(({ path }) => path);
  const children = sources
    .filter(
      ({ path, packages }) => path.startsWith("server/") && !isTest(path) && packages.includes("node:child_process"),
    )
    .filter(({ path }) => !path.startsWith("server/platform/postgres/"))
    .map(({ path }) => path);
  expect([...strays, ...children]).toEqual([]);
});

test("no file speaks of the machine that it was written on, and none leaves work for later", () => {
  const own = path.posix.join("test", "architecture", "purity.test.ts");
  const text = /\.(?:tsx?|mjs|css|html|json|md|sql|txt|toml|ya?ml)$/;
  const folders = ["docs", "migrations", "seeds", "scripts", "server", "shared", "test", "web"];
  const files = folders.flatMap((folder) => listIfThere(folder)).filter((file) => text.test(file) && file !== own);
  const strays = files.filter((file) =>
    /(?:^|[\s"'`(=:])\/(?:work|home\/\w+|Users\/\w+)\/|\b(?:TODO|FIXME|XXX)\b/m.test(
      readFileSync(path.join(root, file), "utf8"),
    ),
  );
  expect(strays).toEqual([]);
});

function listIfThere(folder: string): string[] {
  try {
    return listFiles(folder);
  } catch {
    return [];
  }
}

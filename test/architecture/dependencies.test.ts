// What the desk needs to run is a dependency, what only tests and chores need is not, and nothing is installed for nobody.
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { isTest, listFiles, readSources, root } from "./source.ts";

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

const readJson = (file: string) => JSON.parse(readFileSync(path.join(root, file), "utf8"));
const manifest: Manifest = readJson("package.json");
const sources = readSources();

/** "@scope/name/deep" -> "@scope/name" */
const packageOf = (name: string): string =>
  name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");

/** Of the desk itself: neither a test nor a helper that only tests import. */
function productFiles() {
  const files = sources.filter(({ path }) => /^(?:server|shared|web|seeds)\//.test(path) && !isTest(path));
  const usedBy = (file: string) => sources.filter(({ imports }) => imports.includes(file));
  return files.filter((file) => {
    const users = usedBy(file.path);
    return users.length === 0 || users.some((user) => !isTest(user.path));
  });
}

test("the desk imports no package that only comes with the tools", () => {
  // Built by Vite before the desk runs.
  const tools = new Set(["vite", "@vitejs/plugin-react"]);
  const strays = productFiles().flatMap((file) =>
    file.packages
      .map(packageOf)
      // A sentence in a string has its "from", too.
      .filter((name) => /^(?:@[a-z-]+\/)?[a-z][a-z0-9.-]*$/.test(name))
      .filter((name) => !(name in manifest.dependencies) && !tools.has(name))
      .map((name) => `${file.path} imports ${name}`),
  );
  expect(strays).toEqual([]);
});

test("every package that is installed with the desk is used by it", () => {
  const used = new Set(productFiles().flatMap((file) => file.packages.map(packageOf)));
  const words = [
    ...listFiles("web").filter((file) => file.endsWith(".css")),
    // These name a package without importing it.
    "server/platform/log.ts",
    "server/platform/postgres/binaries.ts",
  ].map((file) => readFileSync(path.join(root, file), "utf8"));
  // Node is what everything runs on; the others came with the tables of what is being built (docs/ROADMAP.md, "Next").
  const elsewhere = new Set(
    `node @mantine/spotlight @atlaskit/pragmatic-drag-and-drop @tanstack/react-table @tiptap/core @tiptap/extension-mention
     @tiptap/extensions @tiptap/markdown @tiptap/pm @tiptap/react @tiptap/starter-kit @tiptap/suggestion csv-stringify web-push
     write-excel-file`.split(/\s+/),
  );
  const unused = Object.keys(manifest.dependencies).filter(
    (name) => !used.has(name) && !elsewhere.has(name) && !words.some((text) => text.includes(`"${name}`)),
  );
  expect(unused).toEqual([]);
});

test("the lock file asks for what package.json asks for", () => {
  const { dependencies, devDependencies } = readJson("package-lock.json").packages[""] as Manifest;
  expect({ dependencies, devDependencies }).toEqual({
    dependencies: manifest.dependencies,
    devDependencies: manifest.devDependencies,
  });
});

// The house keeps its walls: arrows run one way, features meet only through doors.
import { expect, test } from "vitest";
import { beyondAPage, fits, fitsOne, importedOnlyBy, isPage, ownFolder, roomOf } from "./borders.ts";
import { isTest, readSources, type Source } from "./source.ts";

const sources = readSources();
const product = sources.filter(({ path }) => !isTest(path));

function strayImports({ path, imports }: Source): string[] {
  const room = roomOf(path);
  if (!room) return [`${path} stands in no room: give it one in test/architecture/borders.ts`];
  const own = ownFolder(path, room);
  return imports
    .filter((target) => !fits(target, own) && !fitsOne(target, room.may) && !isOfPage(path, target))
    .map((target) => `${path} must not import ${target}`);
}

const isOfPage = (path: string, target: string): boolean =>
  isPage(path) && fitsOne(target, beyondAPage) && !isPage(target) && !target.startsWith("web/shell/");

test("every file imports only what its room may", () => {
  expect(product.flatMap(strayImports)).toEqual([]);
});

test("what may import everything is imported by nobody else", () => {
  const shipped = product.filter(({ path }) => !path.startsWith("bench/"));
  const strays = shipped.flatMap(({ path, imports }) =>
    importedOnlyBy.flatMap(({ file, by }) =>
      imports
        .filter((target) => fits(target, file) && !fitsOne(path, by))
        .map((target) => `${path} must not import ${target}: it is for ${by.join(", ") || "nobody"}`),
    ),
  );
  expect(strays).toEqual([]);
});

test("nothing that is shipped imports a test", () => {
  const shipped = product.filter(({ path }) => !path.startsWith("bench/"));
  const strays = shipped.flatMap(({ path, imports }) => imports.filter(isTest).map((target) => `${path}: ${target}`));
  expect(strays).toEqual([]);
});

test("there is no circle of imports", () => {
  expect(findCircle(product)).toBeNull();
});

/** The files of one circle, in order; null when there is none. */
function findCircle(files: Source[]): string[] | null {
  const importsOf = new Map(files.map(({ path, imports }) => [path, imports]));
  const done = new Set<string>();
  const walk = (file: string, trail: string[]): string[] | null => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const target of importsOf.get(file) ?? []) {
      const circle = walk(target, [...trail, file]);
      if (circle) return circle;
    }
    done.add(file);
    return null;
  };
  for (const { path } of files) {
    const circle = walk(path, []);
    if (circle) return circle;
  }
  return null;
}

test("every import names a file that is there", () => {
  const known = new Set(sources.map(({ path }) => path));
  const missing = product.flatMap(({ path, imports }) =>
    imports.filter((target) => /\.tsx?$/.test(target) && !known.has(target)).map((target) => `${path}: ${target}`),
  );
  expect(missing).toEqual([]);
});

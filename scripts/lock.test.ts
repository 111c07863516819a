import fs from "node:fs";
import { expect, it } from "vitest";

type Package = { dependencies?: Record<string, string>; optionalDependencies?: Record<string, string> };

// `npm install` leaves out what the registry at hand does not have, such as binaries for other systems; then `npm ci`, and
// with it the first start on a fresh machine, refuses the lock file.
it("names every package that another one asks for", () => {
  const packages: Record<string, Package> = JSON.parse(fs.readFileSync("package-lock.json", "utf8")).packages;
  const missing = Object.entries(packages).flatMap(([place, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !placesFor(name, place).some((candidate) => candidate in packages))
      .map((name) => `${place} asks for ${name}`),
  );
  expect(missing).toEqual([]);
});

/** Where Node looks for a package that is asked for at `place`: there, then in each folder above. */
function placesFor(name: string, place: string): string[] {
  const above = place
    .split("/node_modules/")
    .map((_, depth, parts) => parts.slice(0, depth + 1).join("/node_modules/"));
  return ["", ...above].map((folder) => `${folder}${folder && "/"}node_modules/${name}`);
}

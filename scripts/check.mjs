// npm run check: format, lint, types, borders.
import fs from "node:fs";
import path from "node:path";
import { bin, chore, install, root } from "./lib.mjs";
import { run } from "./run.mjs";

const tsc = bin("typescript", "bin/tsc");
const checks = [
  ["format and lint", [bin("@biomejs/biome", "bin/biome"), ["check", "."]]],
  ["types", [tsc, ["-p", "."]]],
  ["types of the web part", [tsc, ["-p", "web"]], "web/tsconfig.json"],
  ["borders", [bin("vitest", "vitest.mjs"), ["run", "test/architecture"]], "test/architecture"],
];

chore(async () => {
  await install();
  const wanted = checks.filter(([, , place]) => !place || fs.existsSync(path.join(root, place)));
  for (const [name, command] of wanted) {
    const code = await run(...command);
    console.log(`listek: ${name}: ${code === 0 ? "good" : "failed"}`);
    if (code !== 0) process.exitCode = 1;
  }
});

// npm run format: puts every file into the one format, imports sorted.
import { bin, chore, install } from "./lib.mjs";
import { run } from "./run.mjs";

chore(async () => {
  await install();
  process.exitCode = await run(bin("@biomejs/biome", "bin/biome"), ["check", "--write", "."]);
});

// npm run bench: the benchmark, prints a table.
import { buildWeb, chore, install } from "./lib.mjs";
import { run } from "./run.mjs";

chore(async () => {
  await install();
  await buildWeb();
  process.exitCode = await run("bench/main.ts", process.argv.slice(2));
});

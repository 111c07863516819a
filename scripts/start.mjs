// npm start: a working desk from a fresh checkout.
import { buildWeb, chore, install } from "./lib.mjs";
import { run } from "./run.mjs";

chore(async () => {
  await install();
  await buildWeb();
  process.exitCode = await run("server/main.ts", ["serve"], { ownGroup: true });
});

// npm run dev: the server starts again when its sources change, and the web part is built again.
import fs from "node:fs";
import path from "node:path";
import { bin, chore, install, root } from "./lib.mjs";
import { run } from "./run.mjs";

chore(async () => {
  await install();
  const parts = [run("server/main.ts", ["serve"], { nodeArgs: ["--watch", "--watch-preserve-output"] })];
  if (fs.existsSync(path.join(root, "web/vite.config.ts")))
    parts.push(run(bin("vite", "bin/vite.js"), ["build", "web", "--config", "web/vite.config.ts", "--watch"]));
  process.exitCode = Math.max(...(await Promise.all(parts)));
});

#!/usr/bin/env node
// npx listek <command>: the server's commands on the package's own Node, from any folder.
import path from "node:path";
import { chore, root } from "./lib.mjs";
import { run } from "./run.mjs";

const args = process.argv.slice(2);
// The pipe of an MTA: whatever ends it without an answer of its own, the MTA is to keep the mail (EX_TEMPFAIL).
const pipe = args[0] === "mail" && args[1] !== "parse" && args[1] !== "replay";
const answers = new Set([0, 1, 2, 75]);

await chore(
  async () => {
    const code = await run(path.join(root, "server/main.ts"), args, { cwd: process.cwd() });
    process.exitCode = pipe && !answers.has(code) ? 75 : code;
  },
  pipe ? 75 : 1,
);

// npm run mail:score: how well mail is read, beside the aims; fails if one is missed.
import { chore, install } from "./lib.mjs";
import { run } from "./run.mjs";

chore(async () => {
  await install();
  const read = await run("server/channels/email/parse/mail-score.ts", [], { nodeArgs: ["--expose-gc"] });
  const spam = await run("bench/spam-score.ts", []);
  process.exitCode = read || spam;
});

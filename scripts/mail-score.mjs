// npm run mail:score: how well mail is read, beside the aims; fails if one is missed.
import { chore, install } from "./lib.mjs";
import { run } from "./run.mjs";

chore(async () => {
  await install();
  process.exitCode = await run("server/channels/email/parse/mail-score.ts", [], { nodeArgs: ["--expose-gc"] });
});

// npm run demo: as start, on a data folder of its own that holds the demo company.
import fs from "node:fs";
import path from "node:path";
import { buildWeb, chore, install, root, step } from "./lib.mjs";
import { run } from "./run.mjs";

chore(async () => {
  await install();
  await buildWeb();
  const data = path.resolve(root, process.env.LISTEK_DATA || "data-demo");
  // The demo never touches a real desk's database.
  const options = { env: { LISTEK_DATA: data, DATABASE_URL: "" }, ownGroup: true };
  const filled = path.join(data, "demo-filled");
  if (!fs.existsSync(filled)) {
    await step("demo", async () => {
      if ((await run("server/main.ts", ["seed", "demo"], options)) !== 0)
        throw new Error("the demo could not be filled");
      fs.writeFileSync(filled, "");
      return "filled";
    });
  }
  process.exitCode = await run("server/main.ts", ["serve"], options);
});

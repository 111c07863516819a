import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { bin } from "./lib.mjs";
import { run } from "./run.mjs";

/**
 * Runs vitest, which says on the way what `reporters` make of it; answers with its exit code and its report (vitest's JSON), null
 * when it came to none. `long`: the tests that take minutes, and only those.
 */
export async function runTests(args, { long = false, reporters = ["--reporter=default"] } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "listek-report-"));
  const file = path.join(folder, "report.json");
  const env = long ? { LISTEK_TEST_LONG: "1" } : {};
  const told = [...reporters, "--reporter=json", `--outputFile.json=${file}`];
  try {
    const code = await run(bin("vitest", "vitest.mjs"), ["run", "--config", "vitest.config.ts", ...told, ...args], {
      env,
    });
    return { code, report: fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : null };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

// npm test [-- part of a file's name …]: every test. With --long: those that take minutes, and only those.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { bin, buildWeb, chore, install } from "./lib.mjs";
import { run } from "./run.mjs";

chore(async () => {
  await install();
  const built = await tryBuild();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "listek-report-"));
  const report = path.join(folder, "report.json");
  try {
    const code = await runTests(report);
    process.exitCode = built ? code : code || 1;
    for (const line of skippedOf(report)) console.log(line);
    console.log(closing(report, built));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

/** A web part that does not build fails the run, yet the other tests still tell something. */
async function tryBuild() {
  try {
    await buildWeb();
    return true;
  } catch (error) {
    console.error(`listek: ${error.message}`);
    return false;
  }
}

function runTests(report) {
  const args = process.argv.slice(2).filter((arg) => arg !== "--long");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const env = process.argv.includes("--long") ? { LISTEK_TEST_LONG: "1" } : {};
  return run(bin("vitest", "vitest.mjs"), ["run", "--config", "vitest.config.ts", ...reporters, ...args], { env });
}

function closing(report, built) {
  if (!fs.existsSync(report)) return "0 passed, 1 failed, 0 skipped";
  const tests = JSON.parse(fs.readFileSync(report, "utf8"));
  const broken = tests.testResults.filter((file) => file.status === "failed" && !failures(file)).length;
  const failed = tests.numFailedTests + broken + (built ? 0 : 1);
  const skipped = tests.numPendingTests + tests.numTodoTests;
  return `${tests.numPassedTests} passed, ${failed} failed, ${skipped} skipped`;
}

/** Which tests were left out; those that lack a program say so in their name. */
function skippedOf(report) {
  if (!fs.existsSync(report)) return [];
  return JSON.parse(fs.readFileSync(report, "utf8")).testResults.flatMap(({ name, assertionResults }) => {
    const left = assertionResults.filter(({ status }) => status === "pending" || status === "skipped");
    const titles = new Set(left.map(({ ancestorTitles, title }) => ancestorTitles[0] || title));
    const place = path.relative(process.cwd(), name);
    return left.length === 0 ? [] : [`listek: skipped: ${left.length} in ${place}: ${[...titles].join("; ")}`];
  });
}

/** A file that could not even be loaded failed without a failed test. */
function failures(file) {
  return file.assertionResults.filter((test) => test.status === "failed").length;
}

// npm test [-- part of a file's name …]: every test. With --long: those that take minutes, and only those.
import path from "node:path";
import { buildWeb, chore, install } from "./lib.mjs";
import { runTests } from "./vitest.mjs";

chore(async () => {
  await install();
  const built = await tryBuild();
  const args = process.argv.slice(2).filter((arg) => arg !== "--long");
  const { code, report } = await runTests(args, { long: process.argv.includes("--long") });
  process.exitCode = built ? code : code || 1;
  for (const line of skippedOf(report)) console.log(line);
  console.log(closing(report, built));
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

function closing(tests, built) {
  if (!tests) return "0 passed, 1 failed, 0 skipped";
  const broken = tests.testResults.filter((file) => file.status === "failed" && !failures(file)).length;
  const failed = tests.numFailedTests + broken + (built ? 0 : 1);
  const skipped = tests.numPendingTests + tests.numTodoTests;
  return `${tests.numPassedTests} passed, ${failed} failed, ${skipped} skipped`;
}

/** Which tests were left out; those that lack a program say so in their name. */
function skippedOf(tests) {
  return (tests?.testResults ?? []).flatMap(({ name, assertionResults }) => {
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

// npm run mail:score [-- --long]: how well mail is read and how it stands up to what it meets, beside the aims; fails if one is
// missed. --long: with all ten thousand reports and fifty thousand old mails.
import path from "node:path";
import { chore, install, root } from "./lib.mjs";
import { run } from "./run.mjs";
import { runTests } from "./vitest.mjs";

/** What RELIABILITY.md demands of mail, and the tests that do it to a running desk. */
const cases = [
  ["T7 loops fall silent, two automatic mails a pair at most", "test/torture/loops.test.ts"],
  ["T8 300 reports of failed delivery: no ticket, no answer", "test/torture/bounces.test.ts"],
  ["T9 forged reports change nothing", "test/stories/returned-mail.test.ts"],
  ["T13 mailboxes: nothing lost or doubled", "test/torture/imap.test.ts"],
  ["T14 outgoing: nothing lost, one double a kill at most", "test/torture/outgoing.test.ts"],
  ["T24 spoofing into foreign tickets: no deviation", "test/security/who-may-join.test.ts"],
];
const longCases = [
  ["T8 10,000 reports, 20 a second, desk below 500 ms", "test/torture/bounces.long.test.ts"],
  ["T13 50,000 old mails, as many cuts as a day has", "test/torture/imap.long.test.ts"],
];

chore(async () => {
  await install();
  const read = await run("server/channels/email/parse/mail-score.ts", [], { nodeArgs: ["--expose-gc"] });
  const spam = await run("bench/spam-score.ts", []);
  const stood = await standsUp(cases);
  const stoodLong = process.argv.includes("--long") ? await standsUp(longCases, true) : true;
  process.exitCode = read || spam || (stood && stoodLong ? 0 : 1);
});

/** Runs these tests and says of each file how many passed. */
async function standsUp(wanted, long = false) {
  const files = wanted.map(([, file]) => file);
  const { report } = await runTests(files, { long, reporters: long ? ["--reporter=verbose"] : ["--silent"] });
  const outcomes = wanted.map(([what, file]) => {
    const result = report?.testResults.find(({ name }) => path.relative(root, name) === path.normalize(file));
    const tests = result?.assertionResults ?? [];
    const count = (status) => tests.filter((test) => test.status === status).length;
    const met = result?.status === "passed" && count("passed") > 0;
    const skipped = tests.length - count("passed") - count("failed");
    const value = `${count("passed")} of ${tests.length} passed${skipped ? `, ${skipped} skipped` : ""}`;
    console.log(`${what.padEnd(60)}  ${value.padEnd(26)}  all${met ? "" : "  MISSED"}`);
    return met;
  });
  return outcomes.every(Boolean);
}

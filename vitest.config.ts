import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const long = process.env.LISTEK_TEST_LONG === "1";
const suffix = long ? "long.test.{ts,tsx}" : "test.{ts,tsx}";
const below = (...folders: string[]) => folders.map((folder) => `${folder}/**/*.${suffix}`);

/** Tests that kill and wait take a minute or more, however short their files: begun last they would be waited for alone. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const weight = ({ moduleId }: TestSpecification) =>
      /test\/torture\/(kill|failpoints|nth|database|outgoing)/.test(moduleId)
        ? 2
        : /test\/(web|torture)/.test(moduleId)
          ? 1
          : 0;
    return (await super.sort(files)).toSorted((a, b) => weight(b) - weight(a));
  }
}

/** Loading the server takes a second of processor. These leave nothing behind in their process, and share it. */
const sharing = [
  ...below("server", "shared", "web", "seeds", "scripts", "bench"),
  ...below("test/stories", "test/security"),
];
/** These kill, break what others need, count what a process remembers, or drive a browser. */
const alone = [
  ...below("test/torture", "test/web", "test/architecture", "test/golden", "test/setup", "server/platform/postgres"),
  `test/stories/list-plans.${suffix}`,
  `test/security/sign-in.${suffix}`,
];
const never = ["**/node_modules/**", "dist/**", ...(long ? [] : ["**/*.long.test.{ts,tsx}"])];

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: "sharing", include: sharing, exclude: [...never, ...alone], isolate: false } },
      { extends: true, test: { name: "alone", include: alone, exclude: never } },
    ],
    globalSetup: ["test/setup/postgres.ts"],
    // No test asks the DNS of the machine.
    env: { LISTEK_DNS: "off" },
    pool: "forks",
    // One more than two cores: what kills and waits leaves them idle. Four were no quicker as root (544 s beside 542).
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: long ? 30 * 60_000 : 90_000,
    hookTimeout: long ? 5 * 60_000 : 60_000,
    // A machine that other work shares may take its time; what is waited for still has to come.
    expect: { poll: { timeout: 20_000 } },
    reporters: ["default"],
  },
});

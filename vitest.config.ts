import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const long = process.env.LISTEK_TEST_LONG === "1";
const suffix = long ? "long.test.{ts,tsx}" : "test.{ts,tsx}";

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

export default defineConfig({
  test: {
    include: ["server", "shared", "web", "test", "seeds", "scripts", "bench"].map((root) => `${root}/**/*.${suffix}`),
    exclude: ["**/node_modules/**", "dist/**", ...(long ? [] : ["**/*.long.test.{ts,tsx}"])],
    globalSetup: ["test/setup/postgres.ts"],
    pool: "forks",
    // What a test starts asks nobody outside.
    env: { LISTEK_DNS: "off" },
    // More than two cores: what kills and waits leaves them idle.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    testTimeout: long ? 30 * 60_000 : 30_000,
    hookTimeout: long ? 5 * 60_000 : 30_000,
    // A machine that other work shares may take its time; what is waited for still has to come.
    expect: { poll: { timeout: 20_000 } },
    reporters: ["default"],
  },
});

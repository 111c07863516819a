// A Listek that is nothing but its database, for the tests to kill.
import { startEmbedded } from "./embedded.ts";

const quiet = () => {};
try {
  const dataDir = process.argv[2] as string;
  const database = await startEmbedded({ dataDir, log: { debug: quiet, info: quiet, warn: quiet, error: quiet } });
  process.once("SIGTERM", () => database.stop().then(() => process.exit(0)));
  process.send?.({ url: database.url, pid: database.pid() });
} catch (error) {
  process.send?.({ error: (error as Error).message });
  process.exitCode = 1;
}

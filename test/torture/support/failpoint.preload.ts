// Loaded before the desk (`node --import`): ends the process, as kill -9 does, at a named point. The desk itself knows
// nothing of it: what is patched is the database driver below it.
//   FAILPOINT=before|after   FAILPOINT_QUERY=regular expression   FAILPOINT_NTH=1
import pg from "pg";

const { FAILPOINT, FAILPOINT_QUERY, FAILPOINT_NTH = "1" } = process.env;
const wanted = new RegExp(FAILPOINT_QUERY ?? "^$", "s");
let left = Number(FAILPOINT_NTH);

const die = () => process.kill(process.pid, "SIGKILL");
const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;

function watched(this: pg.Client, ...args: unknown[]): unknown {
  const text = typeof args[0] === "string" ? args[0] : String((args[0] as { text?: string } | null)?.text ?? "");
  if (!wanted.test(text) || --left !== 0) return query.apply(this, args);
  if (FAILPOINT === "before") die();
  const result = query.apply(this, args) as Promise<unknown>;
  return result.then((answer) => {
    die();
    return answer;
  });
}
pg.Client.prototype.query = watched as typeof pg.Client.prototype.query;

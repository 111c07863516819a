// The files of the database on disk.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { keepOnce } from "../secret.ts";
import type { Account } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { DatabaseStartError, explain } from "./errors.ts";
import { localConf } from "./settings.ts";

const major = "18";

export type Cluster = {
  /** `<data folder>/postgres`, mode 0700, owned by the account that PostgreSQL runs as. */
  folder: string;
  account: Account | null;
  binaries: Binaries;
  password: string;
};

export function clusterFolder(dataDir: string): string {
  return path.join(dataDir, "postgres");
}

/** Password of the database user, made at the first start. */
export function databasePassword(dataDir: string): string {
  return keepOnce(dataDir, "postgres.password", () => randomBytes(32).toString("base64url"));
}

/** Makes the files of a new database, whole or not at all; refuses those of another major version. */
export async function ensureCluster(cluster: Cluster): Promise<"made" | "found"> {
  const version = path.join(cluster.folder, "PG_VERSION");
  if (fs.existsSync(cluster.folder)) {
    refuseOthersCluster(cluster.folder);
    refuseOtherVersion(cluster.folder, fs.readFileSync(version, "utf8").trim());
    return "found";
  }
  const draft = { ...cluster, folder: `${cluster.folder}.new` };
  fs.rmSync(draft.folder, { recursive: true, force: true });
  fs.mkdirSync(draft.folder, { mode: 0o700 });
  if (cluster.account) fs.chownSync(draft.folder, cluster.account.uid, cluster.account.gid);
  await initialize(draft);
  writeInCluster(draft, "local.conf", localConf);
  fs.renameSync(draft.folder, cluster.folder);
  return "made";
}

function refuseOthersCluster(folder: string): void {
  const { uid } = fs.statSync(folder);
  const mine = process.getuid?.();
  if (mine !== undefined && mine !== 0 && mine !== uid)
    throw new DatabaseStartError(
      `The database in ${folder} belongs to the account with number ${uid}, and this is ${mine}: start Listek from ` +
        "that account, or give the whole data folder to this one by chown -R.",
    );
}

function refuseOtherVersion(folder: string, version: string): void {
  if (version !== major)
    throw new DatabaseStartError(
      `The database in ${folder} was made by PostgreSQL ${version}, and this Listek brings ${major}: dump it with ` +
        `pg_dump of version ${version} or newer and restore it into a new data folder (docs/self-hosting.md).`,
    );
}

async function initialize(cluster: Cluster): Promise<void> {
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const user = ["--username=listek", "--auth=reject", "--no-instructions"];
  await run(cluster, cluster.binaries.initdb, ["-D", pathForPostgres(cluster), ...user, ...locale]);
  const sql = [`ALTER ROLE listek PASSWORD '${cluster.password}'`, "CREATE DATABASE listek"];
  const single = ["--single", "-j", "-D", pathForPostgres(cluster), "template1"];
  await run(cluster, cluster.binaries.postgres, single, sql.map((statement) => `${statement};\n\n`).join(""));
}

/**
 * How PostgreSQL is told its folder. As root on Linux we enter the folder before we give up root, and PostgreSQL finds it
 * as its current one: so it may lie below folders that its account cannot enter, such as /root.
 */
export function pathForPostgres(cluster: Pick<Cluster, "folder" | "account">): string {
  return cluster.account && process.platform === "linux" ? "/proc/self/cwd" : cluster.folder;
}

/** What every program of PostgreSQL is started with. */
export function spawnOptions(cluster: Pick<Cluster, "folder" | "account">) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG|LD_|DYLD_)/.test(name));
  const env = { ...Object.fromEntries(inherited), LC_ALL: "C", TZ: "UTC" };
  return { cwd: cluster.folder, env, windowsHide: true, ...cluster.account };
}

function run(cluster: Cluster, program: string, args: string[], input = ""): Promise<void> {
  const what = `The database could not be made (${path.basename(program)})`;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...spawnOptions(cluster), stdio: ["pipe", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    child.stdin.on("error", () => {}); // it ended without reading; its exit code says more
    child.stdin.end(input);
    child.once("error", (error) => reject(explain(what, error.message, cluster.folder)));
    child.once("close", (code) => {
      const failed = code !== 0 || /^(ERROR|FATAL|PANIC):/m.test(said);
      failed ? reject(explain(what, said, cluster.folder)) : resolve();
    });
  });
}

/** Replaces a file in the cluster's folder. A link planted there by its account is replaced too, never followed. */
export function writeInCluster(cluster: Cluster, name: string, content: string): void {
  const file = path.join(cluster.folder, name);
  const draft = `${file}.listek`;
  fs.rmSync(draft, { force: true });
  fs.writeFileSync(draft, content, { flag: "wx", mode: 0o644 });
  fs.renameSync(draft, file);
}

// What the chores share. Runs on any Node >= 18 with nothing installed; what it starts runs on the Node of the package.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const inRoot = (...parts) => path.join(root, ...parts);

/** Runs a chore's main function; an error becomes one line and this exit code. */
export async function chore(main, failed = 1) {
  try {
    await main();
  } catch (error) {
    console.error(`listek: ${error.message}`);
    process.exitCode = failed;
  }
}

/** Says what is being done and how long it took. */
export async function step(name, work) {
  const started = Date.now();
  const outcome = await work();
  console.log(`listek: ${name}: ${outcome} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}

/** Installs with npm what package-lock.json names, unless all of it is there. */
export function install() {
  return step("packages", async () => {
    const wanted = hashOfFiles([inRoot("package-lock.json")]);
    const stamp = inRoot("node_modules", ".listek-lock");
    if (readIfThere(stamp) === wanted && fs.existsSync(nodeBinary())) return "in place";
    if (!everyPackageInstalled()) {
      console.log("listek: packages: installing, the first time takes up to a minute or two …");
      await npmCi();
    }
    fs.writeFileSync(stamp, wanted);
    return "installed";
  });
}

/** Whether somebody already ran npm ci or npm install for this lock file. */
function everyPackageInstalled() {
  const installed = packagesIn(inRoot("node_modules", ".package-lock.json"));
  const wanted = Object.entries(packagesIn(inRoot("package-lock.json"))).filter(
    ([place, one]) => place && !one.optional,
  );
  return fs.existsSync(nodeBinary()) && wanted.every(([place, one]) => installed[place]?.version === one.version);
}

function packagesIn(lockFile) {
  return JSON.parse(readIfThere(lockFile) ?? "{}").packages ?? {};
}

async function npmCi() {
  const args = ["ci", "--include=dev", "--no-audit", "--no-fund", "--no-progress", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  const { code, output } = npm?.endsWith("js")
    ? await capture(process.execPath, [npm, ...args])
    : await capture("npm", args, { shell: process.platform === "win32" });
  if (code !== 0) throw new Error(`npm ci failed; is the registry reachable?\n${output}`);
  if (!fs.existsSync(nodeBinary()))
    throw new Error(
      "npm did not run the install script of the package `node`: allow install scripts, then npm ci again",
    );
}

/** The real binary of the Node that npm brought, not a shim, so that signals reach it. */
export function nodeBinary() {
  const name = process.platform === "win32" ? "node.exe" : "node";
  return path.join(packageFolder("node") ?? inRoot("node_modules", "node"), "bin", name);
}

/** Where npm put a package: beside the others here, or higher up when Listek itself is a dependency. */
function packageFolder(name) {
  try {
    return path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch {
    return null;
  }
}

/** Builds the browser's part into dist/web, if its sources changed. */
export function buildWeb() {
  const config = inRoot("web", "vite.config.ts");
  if (!fs.existsSync(config)) return;
  return step("web", async () => {
    const sources = ["web", "shared", "package-lock.json"].flatMap((name) => filesBelow(inRoot(name)));
    const wanted = hashOfFiles(sources);
    const target = inRoot("dist", "web");
    if (readIfThere(path.join(target, ".stamp")) === wanted) return "up to date";
    console.log("listek: web: building …");
    const draft = `${target}.${process.pid}`;
    await viteBuild(config, draft);
    fs.writeFileSync(path.join(draft, ".stamp"), wanted);
    replaceFolder(target, draft);
    return "built";
  });
}

async function viteBuild(config, target) {
  const args = ["build", inRoot("web"), "--config", config, "--outDir", target, "--emptyOutDir", "--logLevel", "warn"];
  const { code, output } = await capture(nodeBinary(), [inRoot("node_modules/vite/bin/vite.js"), ...args]);
  if (code === 0) return;
  fs.rmSync(target, { recursive: true, force: true });
  throw new Error(`the web part could not be built\n${output}`);
}

/** Two starts may build at once, and a server may be reading: the new folder takes the old one's place whole. */
function replaceFolder(target, draft) {
  const old = `${draft}.old`;
  if (fs.existsSync(target)) fs.renameSync(target, old);
  try {
    fs.renameSync(draft, target);
  } catch {
    fs.rmSync(draft, { recursive: true, force: true }); // the other start put the same in place first
  }
  fs.rmSync(old, { recursive: true, force: true });
}

function filesBelow(place) {
  if (fs.statSync(place).isFile()) return [place];
  return fs.readdirSync(place, { withFileTypes: true }).flatMap((entry) => filesBelow(path.join(place, entry.name)));
}

function hashOfFiles(files) {
  const hash = createHash("sha256");
  for (const file of [...files].sort())
    hash.update(path.relative(root, file)).update("\0").update(fs.readFileSync(file));
  return hash.digest("hex");
}

function readIfThere(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : null;
}

function capture(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"], ...options });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}

/** The script of a package's command, such as bin("vitest", "vitest.mjs"). */
export const bin = (name, file) => inRoot("node_modules", name, file);

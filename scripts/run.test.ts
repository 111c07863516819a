import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "listek-run-"));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** A script that says its process number, then how often it was told to stop. */
const patient = `setInterval(() => {}, 1000); let told = 0;
for (const name of ["SIGTERM", "SIGINT"]) process.on(name, () => {
  told++;
  setTimeout(() => { console.log(name, told); process.exit(3); }, 300);
});
console.log(process.pid);`;

it("passes the exit code on", async () => {
  const [code] = await once(start("process.exit(7)"), "exit");
  expect(code).toBe(7);
});

it.runIf(process.platform !== "win32")("passes a signal on exactly once, and waits", async () => {
  const starter = start(patient);
  await line(starter);
  starter.kill("SIGINT");
  expect(await line(starter)).toBe("SIGINT 1");
  expect((await once(starter, "exit"))[0]).toBe(3);
});

it.runIf(process.platform !== "win32")("stops what it started when it is killed itself", async () => {
  const starter = start(patient);
  await line(starter);
  starter.kill("SIGKILL");
  expect(await line(starter)).toBe("SIGTERM 1");
});

function start(script: string): ChildProcess {
  const file = path.join(folder, `script-${Date.now()}.mjs`);
  fs.writeFileSync(file, script);
  const lib = new URL("./run.mjs", import.meta.url).href;
  const starter = `import { run } from ${JSON.stringify(lib)};
    process.exitCode = await run(${JSON.stringify(file)}, [], { ownGroup: true });`;
  return spawn(process.execPath, ["--input-type=module", "-e", starter], { stdio: ["ignore", "pipe", "inherit"] });
}

async function line(child: ChildProcess): Promise<string> {
  const [chunk] = await once(child.stdout as NonNullable<ChildProcess["stdout"]>, "data");
  return String(chunk).trim();
}

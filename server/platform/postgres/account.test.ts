import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { canReach } from "./account.ts";

it.runIf(process.platform !== "win32")("knows which account can reach a file", () => {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "listek-account-"));
  const file = path.join(home, "program");
  fs.writeFileSync(file, "", { mode: 0o755 });
  const { uid, gid } = fs.statSync(file);
  const stranger = { uid: uid + 1, gid: gid + 1 };
  expect([canReach({ uid, gid }, file), canReach(stranger, file)]).toEqual([true, false]);
  fs.chmodSync(home, 0o711);
  expect(canReach(stranger, file)).toBe(true);
  fs.chmodSync(file, 0o711);
  expect(canReach(stranger, file)).toBe(false);
  fs.rmSync(home, { recursive: true });
});

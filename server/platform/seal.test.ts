import { expect, test } from "vitest";
import { SealBroken, seal, unseal } from "./seal.ts";

const secret = "a-secret-of-the-desk-with-32-or-more-letters";

test("what was sealed is opened again, and shows nothing of itself", () => {
  const sealed = seal(secret, "mailbox", { password: "hunter2 ě ก" });
  expect(unseal(secret, "mailbox", sealed)).toEqual({ password: "hunter2 ě ก" });
  expect(sealed.includes("hunter2")).toBe(false);
  expect(seal(secret, "mailbox", 1).equals(seal(secret, "mailbox", 1))).toBe(false);
});

test("another secret, another purpose, a changed or cut byte: refused", () => {
  const sealed = seal(secret, "mailbox", { password: "x" });
  expect(() => unseal(`${secret}!`, "mailbox", sealed)).toThrow(SealBroken);
  expect(() => unseal(secret, "grant", sealed)).toThrow(SealBroken);
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] as number) ^ 1;
    expect(() => unseal(secret, "mailbox", changed)).toThrow(SealBroken);
  }
  for (const length of [0, 1, 12, 28, sealed.length - 1])
    expect(() => unseal(secret, "mailbox", sealed.subarray(0, length))).toThrow(SealBroken);
});

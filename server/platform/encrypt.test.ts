import { describe, expect, it } from "vitest";
import { decryptSecret, encryptSecret } from "./encrypt.ts";

const secret = "test-secret-test-secret-test-secret-test";

describe("what is kept encrypted", () => {
  it("can be read again, and looks different each time", () => {
    const sealed = encryptSecret(secret, "keys", "žluťoučký");
    expect(decryptSecret(secret, "keys", sealed).toString()).toBe("žluťoučký");
    expect(sealed.includes(Buffer.from("žlu"))).toBe(false);
    expect(encryptSecret(secret, "keys", "žluťoučký")).not.toEqual(sealed);
  });

  it("is refused for another purpose, under another secret, changed or cut", () => {
    const sealed = encryptSecret(secret, "keys", "words");
    const changed = Buffer.from(sealed);
    changed[changed.length - 1] = (changed[changed.length - 1] as number) ^ 1;
    expect(() => decryptSecret(secret, "mail", sealed)).toThrow();
    expect(() => decryptSecret(`${secret}x`, "keys", sealed)).toThrow();
    for (const wrong of [changed, sealed.subarray(0, -1), sealed.subarray(0, 20), Buffer.alloc(0)])
      expect(() => decryptSecret(secret, "keys", wrong)).toThrow();
  });
});

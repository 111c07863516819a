import { expect, test } from "vitest";
import { CannotDecrypt, decrypt, encrypt } from "./encrypt.ts";

const secret = "a secret of more than thirty-two characters";

test.each(["", "p", "пароль ไทย ěšč", "x".repeat(100_000)])("what was encrypted can be read again (%#)", (text) => {
  expect(decrypt(secret, "test", encrypt(secret, "test", text))).toBe(text);
});

test("the same text is never the same bytes twice", () => {
  expect(encrypt(secret, "test", "same")).not.toEqual(encrypt(secret, "test", "same"));
});

test("another secret, another purpose, a changed bit, a cut: refused", () => {
  const bytes = encrypt(secret, "test", "hidden");
  expect(() => decrypt(`${secret}!`, "test", bytes)).toThrow(CannotDecrypt);
  expect(() => decrypt(secret, "other", bytes)).toThrow(CannotDecrypt);
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] as number) ^ 1;
    expect(() => decrypt(secret, "test", changed)).toThrow(CannotDecrypt);
    expect(() => decrypt(secret, "test", bytes.subarray(0, at))).toThrow(CannotDecrypt);
  }
});

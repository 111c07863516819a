import { expect, test } from "vitest";
import { listed } from "./senders.ts";

const lists = {
  blocked: ["bad.example", "boss@good.example", "Mixed.Example"],
  allowed: ["friend@bad.example", "good.example", "safe.bad.example", "mixed.example"],
};

test.each([
  ["x@bad.example", "blocked"],
  ["X@BAD.EXAMPLE", "blocked"],
  ["x@mail.bad.example", "blocked"],
  ["x@notbad.example", null],
  ["bad.example@other.example", null],
  ["friend@bad.example", "allowed"],
  ["x@safe.bad.example", "allowed"],
  ["x@good.example", "allowed"],
  ["boss@good.example", "blocked"],
  ["x@mixed.example", "blocked"],
  ["", null],
])("%s is %s", (address, list) => {
  expect(listed(address, lists)?.list ?? null).toBe(list);
});

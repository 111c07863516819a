import { Type } from "typebox";
import { expect, test } from "vitest";
import { Closed, Nullable, Page } from "../../shared/base/schema.ts";
import { closer, serializerCompiler, utf8 } from "./serialize.ts";

const Item = Closed({
  id: Type.String(),
  owner: Nullable(Closed({ name: Type.String() })),
  tags: Type.Array(Closed({ key: Type.String() })),
  note: Type.Optional(Type.String()),
  values: Type.Record(Type.String(), Type.Unknown()),
});

test("what the schema does not name does not leave, at any depth", () => {
  const secret = { secret: "x" };
  const row = {
    id: "1",
    ...secret,
    owner: { name: "A", ...secret },
    tags: [{ key: "k", ...secret }],
    values: { any: 1 },
  };
  const bytes = serializerCompiler({ schema: Page(Item) })({
    items: [row, { ...row, owner: null }],
    next: null,
    ...secret,
  });
  const text = String(bytes);
  expect(text).not.toContain("secret");
  expect(JSON.parse(text)).toEqual({
    items: [
      { id: "1", owner: { name: "A" }, tags: [{ key: "k" }], values: { any: 1 } },
      { id: "1", owner: null, tags: [{ key: "k" }], values: { any: 1 } },
    ],
    next: null,
  });
});

test.each(["", "short", "á ř €", "a".repeat(5000), "ก🙂ж".repeat(3000)])("bytes are UTF-8: %#", (text) => {
  expect(utf8(text).equals(Buffer.from(text))).toBe(true);
});

test("a union that could not be closed stops the start", () => {
  const both = Type.Union([Closed({ a: Type.String() }), Closed({ b: Type.String() })]);
  expect(() => closer(both)).toThrow(/several forms/);
});

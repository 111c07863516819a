import { expect, test } from "vitest";
import { pictureMarkdown, uploadOf, withoutPicture } from "./pictures.ts";

const id = "0123456789abcdef";

test.each([
  [`upload:${id}`, id],
  [`upload:${id} `, null],
  [`upload:${id}\nx`, null],
  ["upload:short", null],
  [`https://evil.example/upload:${id}`, null],
  [`UPLOAD:${id}`, null],
  [`upload:../../etc/passwd12345`, null],
])("%j names the upload %j", (src, upload) => {
  expect(uploadOf(src)).toBe(upload);
});

test("a name cannot end the picture or begin something else", () => {
  expect(pictureMarkdown({ id, name: "a](https://evil.example) ![b\n*c*.png" })).toBe(
    `![a (https://evil.example) ! b c .png](upload:${id})`,
  );
});

test("taken out again, and nothing else", () => {
  const other = pictureMarkdown({ id: `${id}0`, name: "b.png" });
  expect(withoutPicture(`one\n${pictureMarkdown({ id, name: "a.png" })}\ntwo ${other}`, id)).toBe(`one\ntwo ${other}`);
});

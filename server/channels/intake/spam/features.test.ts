import { expect, test } from "vitest";
import { featuresOf } from "./features.ts";

const message = {
  from: { address: "Sale@Pills.Example", name: "Best Pills" },
  replyTo: [{ address: "x@other.example", name: "" }],
  to: [],
  inReplyTo: [],
  subject: "BUY NOW!!",
  text: "เครื่องพิมพ์เสีย See https://Shop.Example/a?b",
  safeHtml: null,
  remoteImages: 0,
  attachments: [
    {
      name: "a.exe",
      type: "application/x-msdownload",
      size: 1,
      sha256: "",
      inline: false,
      contentId: null,
      content: new Uint8Array(),
    },
  ],
};
const raw = Buffer.from(
  "Received: from mx\r\nX-Mailer: The Bat! 1.0\r\nMessage-ID: <a@b.example>\r\nContent-Type: text/html;\r\n charset=utf-8\r\n\r\nX-Not: a header\r\n",
);

test("words of any language, who sent it, where it leads and how it was made", () => {
  const features = featuresOf(message, raw);
  for (const each of [
    "s:buy",
    "f:pills.example",
    "r:other.example",
    "n:pills",
    "l:shop.example",
    "x:exe",
    "เสีย",
    "m:shouts true",
    "m:exclaims 2",
    "h:x-mailer",
    "h:made at b.example",
    "h:content-type=text/html",
    "h:content-type=charset",
  ])
    expect([...features], each).toContain(each);
  for (const each of ["h:received", "h:x-not", "s:BUY"]) expect([...features], each).not.toContain(each);
});

test("it has an end, whatever the size", () => {
  const text = Array.from({ length: 100_000 }, (_, n) => `word${n}`).join(" ");
  expect(
    featuresOf({ ...message, text, safeHtml: text }, Buffer.alloc(1024 * 1024, "A: b\r\n")).size,
  ).toBeLessThanOrEqual(1500);
});

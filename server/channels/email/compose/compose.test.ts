import { describe, expect, it } from "vitest";
import { parse } from "../parse/parse.ts";
import { checkInjection } from "./check-injection.ts";
import { ComposeError, compose } from "./compose.ts";
import type { OutgoingMail } from "./outgoing-mail.ts";

const letter: OutgoingMail = {
  messageId: "<t-17.3@desk.example>",
  date: new Date("2026-06-01T10:00:00Z"),
  from: { address: "support@desk.example", name: "Podpora Novák & syn" },
  to: [{ address: "jan@example.cz", name: "Jan Žák" }],
  subject: "Re: Tiskárna v účtárně [#17]",
  text: "Dobrý den,\n\nopraveno.\n.\nFrom me",
  deskId: "desk-1",
};

describe("compose", () => {
  it("writes what our own parser reads back", async () => {
    const { raw, envelope, messageId } = await compose({
      ...letter,
      html: "<p>Dobrý den</p>",
      cc: [{ address: "eva@example.cz" }],
      attachments: [{ name: "účet č. 1.pdf", type: "application/pdf", content: new Uint8Array([37, 80, 68, 70]) }],
      inReplyTo: "q2@example.cz",
      references: ["<q1@example.cz>"],
    });
    expect(envelope).toEqual({ from: "support@desk.example", to: ["jan@example.cz", "eva@example.cz"] });
    expect(messageId).toBe("t-17.3@desk.example");
    expect(parse(raw)).toMatchObject({
      from: letter.from,
      to: letter.to,
      subject: letter.subject,
      date: "2026-06-01T10:00:00.000Z",
      messageId,
      inReplyTo: ["q2@example.cz"],
      references: ["q1@example.cz", "q2@example.cz"],
      text: letter.text,
      html: "<p>Dobrý den</p>",
      attachments: [{ name: "účet č. 1.pdf", type: "application/pdf", size: 4, inline: false }],
      kind: "person",
      automatic: { autoSubmitted: null, listek: { "x-listek-loop": "desk-1" } },
      problems: [],
    });
  });

  it("ends every line in CR LF and keeps header lines below 998 bytes", async () => {
    const references = Array.from({ length: 200 }, (_, n) => `a-rather-long-message-id-${n}@mail.example.com`);
    const { raw } = await compose({ ...letter, subject: "ř".repeat(500), references });
    const text = raw.toString("latin1");
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(Math.max(...text.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(998);
  });

  it.each(["auto-replied", "auto-generated"] as const)(
    "marks %s mail so that no machine answers it",
    async (automatic) => {
      const { raw } = await compose({ ...letter, automatic, envelopeFrom: "" });
      expect(parse(raw).automatic).toMatchObject({
        autoSubmitted: automatic,
        precedence: "bulk",
        autoResponseSuppress: "All",
      });
    },
  );

  it("embeds inline images beside the HTML", async () => {
    const image = {
      name: "a.png",
      type: "image/png",
      content: new Uint8Array([1]),
      contentId: "a1@desk",
      inline: true,
    };
    const { raw } = await compose({ ...letter, html: '<img src="cid:a1@desk">', attachments: [image] });
    expect(parse(raw).attachments).toMatchObject([{ name: "a.png", inline: true, contentId: "a1@desk" }]);
  });

  it("never lets an attached message be taken apart", async () => {
    const file = { name: "x.eml", type: "message/rfc822", content: new TextEncoder().encode("Subject: inner\n\nx") };
    const { raw } = await compose({ ...letter, attachments: [file] });
    expect(parse(raw).attachments).toMatchObject([{ name: "x.eml", type: "application/octet-stream" }]);
  });

  it.each([
    "",
    "no-at-sign",
    "a@b, c@d",
    "a b@c.cz",
    "<a@b.cz>",
    "a@b.cz\r\nBcc: x@y.cz",
    '"a@b"@c.cz',
    "a@b..cz",
    "=?x?Q?y?=@c.cz",
  ])("refuses the recipient %j", async (address) => {
    await expect(compose({ ...letter, to: [{ address }] })).rejects.toThrow(ComposeError);
  });

  it("refuses to send to nobody, or under an id with a line break", async () => {
    await expect(compose({ ...letter, to: [] })).rejects.toThrow(ComposeError);
    await expect(compose({ ...letter, messageId: "a@b\r\nX: y" })).rejects.toThrow(ComposeError);
  });

  it("lets nothing that people write become a header or a recipient", async () => {
    await checkInjection(2_000);
  }, 120_000);
});

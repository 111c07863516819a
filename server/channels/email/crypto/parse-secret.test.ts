// Encrypted and signed mail as GnuPG and OpenSSL write it (F87).
import { expect, it } from "vitest";
import type { MessageCrypto } from "../../../../shared/conversations/protection.ts";
import type { ParsedMail } from "../parse/parsed-mail.ts";
import type { MailKeys } from "./mail-keys.ts";
import { parseSecret } from "./parse-secret.ts";
import { anna, deskKeys, fixture, publicKey } from "./test-keys.ts";

const nobody: MailKeys = { own: [], theirs: [], authorities: [] };
const read = async (name: string, keys?: MailKeys): Promise<ParsedMail> =>
  parseSecret(fixture(name), {}, keys ?? (await deskKeys()));
const marks = (mail: ParsedMail) => mail.crypto?.marks as MessageCrypto;
const said = ({ encryption, signature }: MessageCrypto) => [
  encryption && [encryption.kind, encryption.state, encryption.why, encryption.part ? "part" : "whole"].join(" "),
  signature &&
    [signature.kind, signature.state, signature.keyChecked ? "checked" : "unchecked", signature.covers].join(" "),
];

it.each([
  ["pgp-mime-encrypted", "pgp decrypted  whole", null],
  ["pgp-mime-signed-encrypted", "pgp decrypted  whole", "pgp valid unchecked mail"],
  ["pgp-mime-nested", "pgp decrypted  whole", "pgp valid unchecked mail"],
  ["pgp-mime-protected-subject", "pgp decrypted  whole", null],
  ["pgp-mime-signed", null, "pgp valid unchecked mail"],
  ["smime-cbc", "smime decrypted  whole", null],
  ["smime-gcm", "smime decrypted  whole", null],
  ["smime-oaep", "smime decrypted  whole", null],
  ["smime-keyid", "smime decrypted  whole", null],
  ["smime-stream", "smime decrypted  whole", null],
  ["smime-signed-encrypted", "smime decrypted  whole", "smime valid checked mail"],
  ["smime-detached", null, "smime valid checked mail"],
  ["smime-opaque", null, "smime valid checked mail"],
  ["smime-pss", null, "smime valid checked mail"],
  ["smime-mallory", null, "smime valid unchecked mail"],
  ["smime-web", null, "smime valid unchecked mail"],
  ["smime-expired", null, "smime expired unchecked mail"],
  ["smime-ec", null, "smime other-sender unchecked mail"],
  ["smime-sha1", null, "smime unsupported unchecked mail"],
])("%s: %s, %s", async (name, encryption, signature) => {
  const mail = await read(`${name}.eml`);
  expect(mail.text).toContain("Dobrý den, heslo je tajné.");
  expect(said(marks(mail))).toEqual([encryption, signature]);
  expect(mail.attachments).toEqual([]);
  expect(mail).toMatchObject({ from: { address: anna }, subject: "Secret", messageId: `${name}@acme.example` });
});

it.each([
  ["pgp-mime-3des", "weak"],
  ["pgp-mime-stranger", "no-key"],
  ["smime-3des", "weak"],
  ["smime-rc2", "weak"],
  ["smime-stranger", "no-key"],
])("%s stays closed (%s), says so, and is attached", async (name, why) => {
  const mail = await read(`${name}.eml`);
  expect(marks(mail).encryption).toMatchObject({ state: "closed", why, part: false });
  expect(mail.text).toMatch(/^This message is encrypted .* could not be opened/);
  expect(mail.attachments.length).toBeGreaterThan(0);
  expect(mail.safeHtml).toBeNull();
});

it("opens nothing without keys, and loses nothing", async () => {
  for (const name of ["pgp-mime-encrypted", "smime-cbc", "pgp-inline"]) {
    const mail = await read(`${name}.eml`, nobody);
    expect(marks(mail).encryption).toMatchObject({ state: "closed", why: "no-key" });
    expect(mail.text).toMatch(/^This message is encrypted .* could not be opened: this desk has no key/);
    expect(mail.attachments.map((each) => each.name).join()).toMatch(/^(?:encrypted(?:-1)?\.asc|smime\.p7m)$/);
  }
});

it("reads PGP that was pasted into a text", async () => {
  const mail = await read("pgp-inline.eml");
  expect(mail.text.trim()).toBe("The password is hunter2.");
  expect(said(marks(mail))).toEqual(["pgp decrypted  whole", "pgp valid unchecked text"]);
});

it("keeps what was decrypted apart from the text around it, and vouches for none of it", async () => {
  const mail = await read("pgp-inline-part.eml");
  expect(mail.text).toMatch(
    /^Hello,[\s\S]+encrypted part, opened -----\nThe password is hunter2\.\n----- end -----[\s\S]+Bye/,
  );
  expect(said(marks(mail))).toEqual(["pgp decrypted  part", null]);
});

it("takes PGP out of HTML, which is not shown then", async () => {
  const mail = await read("pgp-inline-html.eml");
  expect(mail.text).toContain("The password is hunter2.");
  expect(mail).toMatchObject({ html: null, safeHtml: null, remoteImages: 0 });
});

it("verifies a text that carries its signature, with its escaped dashes", async () => {
  const mail = await read("pgp-clearsigned.eml");
  expect(mail.replyText.trim()).toBe("Please pay - 5 crowns.");
  expect(said(marks(mail))).toEqual([null, "pgp valid unchecked text"]);
});

it("shows the subject that was encrypted in the text only: headers of answers are readable", async () => {
  const mail = await read("pgp-mime-protected-subject.eml");
  expect(mail.subject).toBe("Secret");
  expect(mail.text).toMatch(/^Subject: The real subject\n/);
});

it.each(["pgp-mime-signed", "smime-detached", "smime-opaque", "pgp-clearsigned"])(
  "notices when %s was changed on its way",
  async (name) => {
    const raw = fixture(`${name}.eml`);
    const changed = name === "smime-opaque" ? changedInside(raw) : changedText(raw);
    expect(changed.equals(raw)).toBe(false);
    const mail = await parseSecret(changed, {}, await deskKeys());
    expect(marks(mail).signature?.state).not.toBe("valid");
  },
);

it("notices when what was encrypted was changed on its way", async () => {
  for (const name of ["pgp-mime-encrypted", "smime-gcm"]) {
    const lines = fixture(`${name}.eml`).toString("latin1").split("\r\n");
    const at = lines.findLastIndex((line) => line.length === 64);
    lines[at] = [...(lines[at] as string)].reverse().join("");
    const mail = await parseSecret(Buffer.from(lines.join("\r\n"), "latin1"), {}, await deskKeys());
    expect(marks(mail).encryption).toMatchObject({ state: "closed", why: "damaged" });
    expect(mail.text).not.toContain("heslo");
  }
});

it("survives line ends that the way has changed", async () => {
  for (const name of ["pgp-mime-signed", "smime-detached"]) {
    const unix = Buffer.from(fixture(`${name}.eml`).toString("latin1").replaceAll("\r\n", "\n"), "latin1");
    expect(marks(await parseSecret(unix, {}, await deskKeys())).signature?.state).toBe("valid");
  }
});

it("tells keys that somebody compared from those that merely fit, and revoked ones from both", async () => {
  const key = await publicKey("test-only-anna.asc", anna, true);
  const checked = await read("pgp-mime-signed.eml", await deskKeys({ theirs: [key] }));
  expect(marks(checked).signature).toMatchObject({ state: "valid", keyChecked: true, address: anna });
  const revoked = await read("pgp-mime-signed.eml", await deskKeys({ theirs: [{ ...key, revoked: true }] }));
  expect(marks(revoked).signature?.state).toBe("revoked");
  const unknown = await read("pgp-mime-signed.eml", await deskKeys({ theirs: [] }));
  expect(marks(unknown).signature).toMatchObject({ state: "unknown-key", keyChecked: false });
});

it("learns the certificate of a valid signature, and no other", async () => {
  expect((await read("smime-detached.eml")).crypto?.learned).toMatchObject([
    { kind: "smime", address: anna, source: "signed-mail" },
  ]);
  for (const name of ["smime-expired.eml", "smime-ec.eml", "pgp-mime-signed.eml"])
    expect((await read(name)).crypto?.learned).toEqual([]);
});

it("vouches for nothing when the signature lies within something unsigned", async () => {
  const inner = fixture("pgp-mime-signed.eml")
    .toString("latin1")
    .replace(/^[\s\S]*?(?=Content-Type: multipart)/, "");
  const raw = `From: Anna <${anna}>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: text/plain\r\n\r\nPay Mallory.\r\n--o\r\n${inner}\r\n--o--\r\n`;
  const mail = await parseSecret(Buffer.from(raw, "latin1"), {}, await deskKeys());
  expect(mail.text).toContain("Pay Mallory.");
  expect(mail.crypto?.marks).toBeNull();
});

it("takes no text for signed because its signature brings another along", async () => {
  const opaque = fixture("smime-opaque.eml").toString("latin1").split("\r\n\r\n")[1];
  const raw = `From: Anna <${anna}>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=o\r\n\r\n--o\r\nContent-Type: text/plain\r\n\r\nPay Mallory.\r\n--o\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\n${opaque}\r\n--o--\r\n`;
  const mail = await parseSecret(Buffer.from(raw, "latin1"), {}, await deskKeys());
  expect(mail.text).toContain("Pay Mallory.");
  expect(marks(mail).signature).toMatchObject({ state: "invalid", keyChecked: false });
  expect(mail.crypto?.learned).toEqual([]);
});

it("believes no header that claims a result", async () => {
  const raw = `From: Anna <${anna}>\r\nX-Listek-Signature: valid\r\nX-RT-Incoming-Encryption: Success\r\nX-Enigmail-Verify: good\r\nSubject: x\r\n\r\nHello`;
  const mail = await parseSecret(Buffer.from(raw), {}, await deskKeys());
  expect(mail.crypto?.marks).toBeNull();
});

const changedText = (raw: Buffer): Buffer =>
  Buffer.from(raw.toString("latin1").replace(/heslo|Please/, "HESLO"), "latin1");

function changedInside(raw: Buffer): Buffer {
  const [head, body] = raw.toString("latin1").split("\r\n\r\n", 2) as [string, string];
  const inside = changedText(Buffer.from(body, "base64")).toString("base64");
  return Buffer.from(`${head}\r\n\r\n${inside.replace(/.{64}/g, "$&\r\n")}\r\n`, "latin1");
}

// Encrypted and signed mail through a whole desk (F87): in, kept closed, opened later, answered.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forgetSettings } from "../../server/platform/settings.ts";
import { type Api, startDesk, type TestDesk, until } from "../support/desk.ts";
import { startAnswering, type TestScanner, virusBytes } from "../support/scanners.ts";

const folder = new URL("../../server/channels/email/crypto/fixtures/", import.meta.url);
const fixture = (name: string) => readFileSync(new URL(name, folder));
const anna = "anna@acme.example";

let desk: TestDesk;
let api: Api;
beforeAll(async () => {
  desk = await startDesk();
  api = await desk.api();
});
afterAll(() => desk?.stop());

/** A fixture as a mail of its own; answers with the ticket that it became. */
async function arrives(name: string, change = (raw: string) => raw) {
  const id = `${crypto.randomUUID()}@acme.example`;
  const raw = change(
    fixture(name)
      .toString("latin1")
      .replace(/^Message-ID: .*$/m, `Message-ID: <${id}>`),
  );
  await desk.send({ envelope: { from: anna, to: "support@desk.example" }, raw: Buffer.from(raw, "latin1") });
  const look = async () => {
    const { body } = await api("GET", "/mail?direction=in");
    return body.items.find((each: { message: string | null }) => each.message !== null && !seen.has(each.message));
  };
  const mail = await until("the mail is taken in", look, 60_000);
  seen.add(mail.message);
  return { ticket: mail.ticket as string, message: mail.message as string };
}
const seen = new Set<string>();
/** What he wrote, without receipts. */
const messagesOf = async (ticket: string) =>
  (await api("GET", `/tickets/${ticket}/messages`)).body.items.filter(
    ({ kind }: { kind: string }) => kind === "inbound",
  );
/** A MIME entity in a mail of its own, encrypted for these keys. */
async function encrypted(encryptionKeys: unknown, entity: string): Promise<string> {
  const openpgp = await import("openpgp");
  const armored = await openpgp.encrypt({
    message: await openpgp.createMessage({ binary: new Uint8Array(Buffer.from(entity)) }),
    encryptionKeys: encryptionKeys as never,
    config: { preferredCompressionAlgorithm: openpgp.enums.compression.uncompressed },
  });
  return fixture("pgp-mime-encrypted.eml")
    .toString("latin1")
    .replace(/^Message-ID: .*$/m, `Message-ID: <${crypto.randomUUID()}@acme.example>`)
    .replace(/-----BEGIN PGP MESSAGE[\s\S]*?END PGP MESSAGE-----/, String(armored));
}
const base64 = (name: string) => fixture(name).toString("base64");

describe("a mail without its key", () => {
  it("is a message that says so; it is opened when the key is there", async () => {
    const { ticket, message } = await arrives("pgp-mime-signed-encrypted.eml");
    const [closed] = await messagesOf(ticket);
    expect(closed).toMatchObject({
      id: message,
      openedAs: null,
      protection: { encryption: { kind: "pgp", state: "closed", why: "no-key", part: false }, signature: null },
    });
    expect(closed.text).toMatch(/could not be opened: this desk has no key for it/);
    expect(closed.attachments.map(({ name }: { name: string }) => name)).toContain("encrypted.asc");
    expect((await api("POST", `/messages/${message}/decrypt`)).body.error.code).toBe("message_still_closed");

    const wrong = { address: "support@desk.example", file: base64("test-only-desk-secret.asc"), passphrase: "wrong" };
    expect((await api("POST", "/mail-keys/own", wrong)).body.error).toMatchObject({
      code: "mail_key_unusable",
      message: "The passphrase is wrong.",
    });
    const key = await api("POST", "/mail-keys/own", { ...wrong, passphrase: "test-only" });
    expect(key).toMatchObject({ status: 201, body: { own: true, checked: true, kind: "pgp", source: "uploaded" } });
    await api("POST", "/mail-keys", { file: base64("test-only-anna.asc") });

    const both = await Promise.all([1, 2].map(() => api("POST", `/messages/${message}/decrypt`)));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const [before, opened, ...rest] = await messagesOf(ticket);
    expect(rest).toEqual([]);
    expect(before).toMatchObject({ id: message, openedAs: opened.id });
    expect(opened).toMatchObject({
      author: { email: anna },
      protection: {
        encryption: { kind: "pgp", state: "decrypted", why: null, part: false },
        signature: { kind: "pgp", state: "valid", keyChecked: false, address: anna, covers: "mail" },
      },
    });
    expect(opened.text).toContain("heslo je tajné");
    expect((await api("POST", `/messages/${message}/decrypt`)).status).toBe(409);
  });

  it("stays encrypted in the ledger", async () => {
    const { body } = await api("GET", "/mail");
    for (const { id } of body.items) expect((await api("GET", `/mail/${id}/raw`)).body).not.toContain("heslo");
  });
});

describe("keys", () => {
  it("never leave, nor do they lie readable in the database", async () => {
    const { body } = await api("GET", "/mail-keys");
    expect(JSON.stringify(body)).not.toMatch(/PRIVATE|BEGIN/);
    const { rows } = await desk.running.desk.database.pool.query(
      "select private_key from crypto_keys where private_key is not null",
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { private_key } of rows) expect(private_key.toString("latin1")).not.toMatch(/PRIVATE|BEGIN/);
    const own = body.items.find(({ own }: { own: boolean }) => own);
    expect((await api("GET", `/mail-keys/${own.id}/public`)).body).toMatch(/^-----BEGIN PGP PUBLIC KEY/);
    const events = await desk.running.desk.database.pool.query("select data::text from events");
    expect(events.rows.filter(({ data }) => /PRIVATE|test-only"/.test(data))).toEqual([]);
  });

  it("are learned from mail, marked as nobody's finding", async () => {
    await arrives("smime-detached.eml");
    const learned = await until("the certificate", async () => {
      const { body } = await api("GET", `/mail-keys?q=${anna}`);
      return body.items.find(({ source }: { source: string }) => source === "signed-mail");
    });
    expect(learned).toMatchObject({ kind: "smime", address: anna, checked: false, own: false, authority: false });
    const checked = await api("PATCH", `/mail-keys/${learned.id}`, { checked: true });
    expect(checked.body).toMatchObject({ checked: true });
    const { ticket } = await arrives("smime-detached.eml");
    expect((await messagesOf(ticket))[0].protection.signature).toMatchObject({ state: "valid", keyChecked: true });
  });

  it.each([
    ["a private key as somebody's public one", "test-only-anna-secret.asc", "private key"],
    ["no key at all", "README.md", "neither a PGP key nor a certificate"],
  ])("are refused: %s", async (_what, file, why) => {
    const { status, body } = await api("POST", "/mail-keys", { file: base64(file) });
    expect(status).toBe(422);
    expect(body.error.message).toContain(why);
  });

  it("are refused for an address that they do not name", async () => {
    const body = { address: "eva@acme.example", file: base64("test-only-anna.asc") };
    expect((await api("POST", "/mail-keys", body)).body.error.fields.address).toContain("the key is for anna@acme");
  });

  it.each([
    ["test-only-desk.p12", 201],
    ["test-only-desk.pem", 201],
    ["test-only-desk-old.p12", 422],
  ])("of S/MIME come from %s: %i", async (file, status) => {
    const answer = await api("POST", "/mail-keys/own", {
      address: "support@desk.example",
      file: base64(file),
      passphrase: "test-only",
    });
    expect(answer.status).toBe(status);
    if (status === 422) expect(answer.body.error.message).toMatch(/AES-256/);
  });

  it("are looked up on the web only where everybody can", async () => {
    for (const address of ["a@localhost", "a@127.0.0.1", "a@10.0.0.1", "a@[::1]", "a@metadata.invalid"])
      expect((await api("POST", "/mail-keys/look-up", { address })).status).toBe(404);
  });

  it("of ours are an administrator's alone", async () => {
    const agent = await desk.api("agent");
    const { body } = await agent("GET", "/mail-keys?own=true");
    expect((await agent("DELETE", `/mail-keys/${body.items[0].id}`)).status).toBe(403);
    expect((await agent("POST", "/mail-keys/generate", { address: "x@desk.example" })).status).toBe(403);
    const authority = { file: base64("test-only-authority.pem"), authority: true };
    expect((await agent("POST", "/mail-keys", authority)).status).toBe(403);
    expect((await api("POST", "/mail-keys", authority)).status).toBe(201);
  });
});

describe("an answer", () => {
  it("to an encrypted mail leaves encrypted and signed, or not at all", async () => {
    const { ticket } = await arrives("pgp-mime-encrypted.eml");
    const can = await api("GET", `/tickets/${ticket}/encryption?to=${anna}`);
    expect(can.body).toEqual({ signs: "pgp", encrypts: "pgp", missing: [], sign: true, encrypt: true, secret: true });
    const before = desk.smarthost.received.length;
    const sent = await api("POST", `/tickets/${ticket}/messages`, { kind: "reply", body: "The secret answer" });
    expect(sent.body.protection).toMatchObject({ encryption: { kind: "pgp", state: "asked" }, signs: "pgp" });
    const mail = await until("it is sent", async () =>
      desk.smarthost.received.slice(before).find(({ raw }) => raw.toString().includes("multipart/encrypted")),
    );
    expect(mail.raw.toString()).not.toContain("secret answer");

    const more = { kind: "reply", body: "More", cc: ["eva@acme.example"] };
    const refused = await api("POST", `/tickets/${ticket}/messages`, more);
    expect(refused).toMatchObject({ status: 422, body: { error: { code: "encryption_key_missing" } } });
    expect(refused.body.error.message).toContain("eva@acme.example");
    const plain = await api("POST", `/tickets/${ticket}/messages`, { ...more, protection: { encrypt: false } });
    expect(plain.body.protection).toMatchObject({ encryption: null, signs: "pgp" });
  });

  it("that the desk gives by itself is signed and holds nothing of what was encrypted", async () => {
    await desk.send({ from: "eva@acme.example", subject: "Hello", text: "I have a question." });
    await until("it is read", async () => {
      const { items } = (await api("GET", "/mail?direction=in")).body;
      const mail = items.find((each: { from: string; message: string | null }) => each.from === "eva@acme.example");
      return mail?.message && seen.add(mail.message);
    });
    const isReceipt = ({ raw }: { raw: Buffer }) => /^Auto-Submitted: auto-replied/m.test(raw.toString());
    const receipt = await until("a receipt", async () =>
      desk.smarthost.received.filter(isReceipt).find(({ to }) => to.includes("eva@acme.example")),
    );
    expect(receipt.raw.toString()).toContain("multipart/signed");
    const receipts = desk.smarthost.received.filter(isReceipt);
    for (const { raw } of receipts) expect(raw.toString()).not.toMatch(/heslo|tajn/);
  });
});

describe("a virus in what is encrypted", () => {
  const closed = (keys: unknown) =>
    encrypted(
      keys,
      `Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: text/plain\r\n\r\nSee the bill.\r\n--m\r\nContent-Type: application/octet-stream; name=bill.exe\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(virusBytes).toString("base64")}\r\n--m--\r\n`,
    );
  let clamd: TestScanner;
  beforeAll(async () => {
    const answer = (question: Buffer) =>
      question.includes(virusBytes) ? "stream: Listek-Test FOUND\0" : "stream: OK\0";
    clamd = await startAnswering(answer, true);
  });
  afterAll(async () => {
    await api("PATCH", "/settings", { virus: { clamd: "", away: "pass" } });
    await clamd?.stop();
  });
  const scanBy = async (virus: object) => {
    expect((await api("PATCH", "/settings", { virus })).status).toBe(200);
    forgetSettings(desk.running.desk.database.background.db);
  };

  it("holds the mail, though its raw bytes are clean", async () => {
    await scanBy({ clamd: clamd.address });
    const openpgp = await import("openpgp");
    const ours = await openpgp.readPrivateKey({ armoredKey: fixture("test-only-desk-secret.asc").toString() });
    const raw = await closed(ours.toPublic());
    await desk.send({ envelope: { from: anna, to: "support@desk.example" }, raw });
    const held = await until("it is held", async () =>
      (await api("GET", "/mail?direction=in")).body.items.find((each: { heldFor: string }) => each.heldFor === "virus"),
    );
    expect(held).toMatchObject({ outcome: "held", message: null });
    expect(held.steps.at(-1)).toMatchObject({ code: "virus.found", values: { name: "Listek-Test" } });
    expect(raw).not.toContain(virusBytes);
    const { ticket } = await arrives("pgp-mime-encrypted.eml");
    expect((await messagesOf(ticket))[0].protection.encryption.state).toBe("decrypted");
  });

  it("keeps it closed when its key comes later", async () => {
    const openpgp = await import("openpgp");
    const userIDs = [{ email: "support@desk.example" }];
    const { privateKey } = await openpgp.generateKey({ userIDs, passphrase: "later" });
    const raw = await closed((await openpgp.readPrivateKey({ armoredKey: privateKey })).toPublic());
    const { ticket, message } = await arrives("pgp-mime-encrypted.eml", () => raw);
    const file = Buffer.from(privateKey).toString("base64");
    const key = { address: "support@desk.example", file, passphrase: "later" };
    expect((await api("POST", "/mail-keys/own", key)).status).toBe(201);
    const decrypt = () => api("POST", `/messages/${message}/decrypt`);
    expect(await decrypt()).toMatchObject({ status: 403, body: { error: { code: "message_infected" } } });
    await scanBy({ clamd: "127.0.0.1:9", away: "wait" });
    expect(await decrypt()).toMatchObject({ status: 503, body: { error: { code: "virus_scanner_away" } } });
    const [only, ...opened] = await messagesOf(ticket);
    expect(only).toMatchObject({ openedAs: null, attachments: [{ name: "encrypted.asc" }] });
    expect(opened).toEqual([]);
    // Whoever lets mail pass unchecked while nobody answers has said so.
    await scanBy({ away: "pass" });
    expect((await decrypt()).status).toBe(201);
  });
});

it("a mail of 10 MB is opened while everything else goes on", async () => {
  const openpgp = await import("openpgp");
  const armored = fixture("test-only-desk-secret.asc").toString();
  const raw = await encrypted(
    (await openpgp.readPrivateKey({ armoredKey: armored })).toPublic(),
    `Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: text/plain\r\n\r\nBig\r\n--m\r\nContent-Type: application/octet-stream; name=big.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n${"A"
      .repeat(76)
      .concat("\r\n")
      .repeat(130_000)}\r\n--m--\r\n`,
  );
  let longest = 0;
  let last = performance.now();
  const pulse = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 10);
  const { ticket } = await arrives("pgp-mime-encrypted.eml", () => raw);
  clearInterval(pulse);
  const [message] = await messagesOf(ticket);
  expect(message.protection.encryption).toMatchObject({ state: "decrypted" });
  expect(message.text.slice(0, 100).trim()).toBe("Big");
  expect(message.attachments).toMatchObject([{ name: "big.bin" }]);
  // Test and desk share one loop here; in its thread the opening takes longer than any pause that it may cause.
  console.info(`longest pause of the event loop: ${Math.round(longest)} ms`);
  expect(longest).toBeGreaterThan(0);
}, 120_000);

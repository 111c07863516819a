// What leaves, read again by the programs that others read it with (RFC 3156, RFC 8551).
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compose } from "../compose/compose.ts";
import { entitiesOf } from "./entities.ts";
import { generatePgp, readOwnKey, readPublicKey } from "./keys/read-key.ts";
import type { OwnKey, PublicKey } from "./mail-keys.ts";
import { parseSecret } from "./parse-secret.ts";
import { protectInThread } from "./protect-thread.ts";
import { anna, fixture, ownKey, publicKey } from "./test-keys.ts";

const us = "support@desk.example";
const at = new Date("2026-06-01T08:22:33Z");
const text = "Dobrý den,\n\nFrom here it ends in blanks:   \n-- \nDesk\n\ntrailing\t\n\n";

/** As send.ts composes it. */
const composed = async () =>
  (
    await compose({
      messageId: "1@desk.example",
      date: at,
      from: { address: us, name: "Desk" },
      to: [{ address: anna }],
      subject: "Tajné",
      text,
      html: "<p>Dobrý den</p>",
      attachments: [{ name: "plan.bin", type: "application/octet-stream", content: Buffer.from([0, 255, 13, 10, 46]) }],
      deskId: "desk",
      language: "cs",
      sevenBits: true,
    })
  ).raw;

let keys: Record<"pgp" | "smime", { us: OwnKey; anna: PublicKey; annaOwn: OwnKey; usPublic: PublicKey }>;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "listek-crypto-"));
  const pgp = await ownKey("test-only-desk-secret.asc", us);
  const smime = await ownKey("test-only-desk.pem", us);
  keys = {
    pgp: {
      us: pgp,
      usPublic: { ...pgp, checked: true },
      anna: await publicKey("test-only-anna.asc", anna),
      annaOwn: await ownKey("test-only-anna-secret.asc", anna),
    },
    smime: {
      us: smime,
      usPublic: { ...smime, checked: true },
      anna: await publicKey("test-only-anna.pem", anna),
      annaOwn: await ownKey("test-only-anna.pem", anna),
    },
  };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(["pgp", "smime"] as const)("%s", (kind) => {
  it.each([
    ["signed", true, false],
    ["encrypted", false, true],
    ["signed and encrypted", true, true],
  ])("%s is read by us as it was written", async (_what, signs, encrypts) => {
    const { us: own, anna: reader, annaOwn, usPublic } = keys[kind];
    const raw = await protectInThread(
      await composed(),
      { sign: signs ? own : null, encryptFor: encrypts ? [reader] : null, self: own },
      at,
    );
    expect(raw.toString("latin1")).not.toMatch(/[^\r]\n|[\x80-\xff]/);
    if (encrypts) expect(raw.toString()).not.toContain("Dobr");
    const mail = await parseSecret(raw, {}, { own: [annaOwn], theirs: [usPublic], authorities: [] });
    expect(mail.text.trimEnd()).toBe(text.trimEnd());
    expect(mail).toMatchObject({ subject: "Tajné", messageId: "1@desk.example", from: { address: us } });
    expect(mail.attachments.map(({ name, content }) => [name, ...content])).toEqual([["plan.bin", 0, 255, 13, 10, 46]]);
    // Our key goes along, for the answer.
    const [learned] = mail.crypto?.learned ?? [];
    if (kind === "pgp" && signs) {
      const key = await readPublicKey(Buffer.from(learned?.publicKey ?? "", "base64"));
      expect(key.addresses).toEqual([us]);
    }
    expect(mail.crypto?.marks?.encryption?.state).toBe(encrypts ? "decrypted" : undefined);
    // A PGP message that is encrypted for others is signed by our key in any case: who reads it wants to know whose it is.
    const signed = signs || (kind === "pgp" && encrypts);
    expect(mail.crypto?.marks?.signature).toEqual(
      signed ? expect.objectContaining({ kind, state: "valid", keyChecked: true }) : null,
    );
  });
});

const has = (program: string): boolean => {
  try {
    execFileSync(program, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    try {
      execFileSync(program, ["version"], { stdio: "ignore" });
      return true;
    } catch {
      return false;
    }
  }
};
const file = (name: string, content: string | Buffer) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const body = (raw: Buffer) => raw.subarray(raw.indexOf("\r\n\r\n") + 4);
const boundaryOf = (raw: Buffer) => /boundary="([^"]+)"/.exec(raw.toString("latin1"))?.[1] ?? "";

describe.skipIf(!has("gpg"))("GnuPG (skipped where gpg is not installed)", () => {
  const gpg = (...args: string[]) =>
    execFileSync("gpg", ["--homedir", folder, "--batch", "--quiet", "--trust-model", "always", ...args], {
      stdio: ["ignore", "pipe", "pipe"],
    });
  beforeAll(() => {
    gpg("--import", file("anna.asc", keys.pgp.annaOwn.privateKey));
    gpg("--import", file("desk.asc", keys.pgp.us.publicKey));
  });

  it("verifies what we sign, its blanks at line ends and all", async () => {
    const raw = await protectInThread(await composed(), { sign: keys.pgp.us, encryptFor: null, self: null }, at);
    const [content, signature] = entitiesOf(body(raw), boundaryOf(raw)) as [Buffer, Buffer];
    expect(() => gpg("--verify", file("s.asc", body(signature)), file("s.txt", content))).not.toThrow();
    expect(() => gpg("--verify", file("s.asc", body(signature)), file("t.txt", `${content} `))).toThrow();
  });

  it("opens what we encrypt, and finds our signature in it", async () => {
    const protection = { sign: keys.pgp.us, encryptFor: [keys.pgp.anna], self: null };
    const raw = await protectInThread(await composed(), protection, at);
    const [, encrypted] = entitiesOf(body(raw), boundaryOf(raw)) as [Buffer, Buffer];
    const status = gpg("--status-fd", "1", "--decrypt", file("e.asc", body(encrypted))).toString();
    expect(status).toContain("GOODSIG");
    expect(status).toContain("GOODMDC");
    expect(status).toContain("multipart/");
  });

  it("takes a key that we made, and encrypts for it what we open", async () => {
    const made = await generatePgp(us, "Desk");
    gpg("--import", file("made.asc", made.publicKey));
    const armored = gpg(
      "--armor",
      "--recipient",
      made.fingerprint,
      "--output",
      "-",
      "--encrypt",
      file("p.txt", "Ahoj"),
    );
    const raw = Buffer.from(`From: ${anna}\r\nContent-Type: text/plain\r\n\r\n${armored.toString()}`);
    const own = [{ ...made, address: us, checked: true, revoked: false }];
    expect((await parseSecret(raw, {}, { own, theirs: [], authorities: [] })).text.trim()).toBe("Ahoj");
  });
});

describe.skipIf(!has("openssl"))("OpenSSL (skipped where openssl is not installed)", () => {
  const openssl = (...args: string[]) =>
    execFileSync("openssl", args, { stdio: ["ignore", "pipe", "pipe"] }).toString();
  const pem = (name: string) => file(name, fixture(name));

  it("verifies what we sign, with its chain", async () => {
    const raw = await protectInThread(await composed(), { sign: keys.smime.us, encryptFor: null, self: null }, at);
    const authority = pem("test-only-authority.pem");
    expect(openssl("cms", "-verify", "-in", file("s.eml", raw), "-CAfile", authority)).toContain("multipart/");
    const other = pem("test-only-other-authority.pem");
    expect(() => openssl("cms", "-verify", "-in", file("s.eml", raw), "-CAfile", other)).toThrow();
    const changed = raw.toString("latin1").replace("From here", "From HERE");
    expect(() => openssl("cms", "-verify", "-in", file("c.eml", changed), "-CAfile", authority)).toThrow();
  });

  it("opens what we encrypt, and verifies what is signed in it", async () => {
    const protection = { sign: keys.smime.us, encryptFor: [keys.smime.anna], self: keys.smime.us };
    const raw = await protectInThread(await composed(), protection, at);
    for (const name of ["test-only-anna.pem", "test-only-desk.pem"]) {
      const opened = openssl("cms", "-decrypt", "-in", file("e.eml", raw), "-recip", pem(name));
      const authority = pem("test-only-authority.pem");
      expect(openssl("cms", "-verify", "-in", file("o.eml", opened), "-CAfile", authority)).toContain("multipart/");
    }
    expect(() =>
      openssl("cms", "-decrypt", "-in", file("e.eml", raw), "-recip", pem("test-only-mallory.pem")),
    ).toThrow();
  });
});

describe.skipIf(!has("openssl"))(
  "keys on elliptic curves, with OpenSSL (skipped where openssl is not installed)",
  () => {
    const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: ["ignore", "pipe", "pipe"] });
    const curves = ["prime256v1", "secp384r1", "secp521r1"];

    /** A certificate that it made for itself, with its key, as PEM. */
    function made(curve: string, address: string): string {
      const [key, certificate] = [join(folder, `${curve}.key`), join(folder, `${curve}.crt`)];
      const how = ["-newkey", "ec", "-pkeyopt", `ec_paramgen_curve:${curve}`, "-nodes", "-days", "30"];
      const whose = ["-subj", `/CN=${curve}`, "-addext", `subjectAltName=email:${address}`];
      openssl("req", "-x509", ...how, ...whose, "-keyout", key, "-out", certificate);
      return file(`${curve}.pem`, `${readFileSync(certificate)}${readFileSync(key)}`);
    }
    async function keyOf(path: string, address: string): Promise<OwnKey> {
      const { kind, publicKey, privateKey, encrypts } = await readOwnKey(readFileSync(path), "");
      expect(encrypts).toBe(true);
      return { kind, address, publicKey, privateKey, checked: true, revoked: false };
    }
    const open = async (raw: Buffer, own: OwnKey[]) => parseSecret(raw, {}, { own, theirs: [], authorities: [] });

    it.each(curves)("%s: it opens and verifies what we encrypt and sign, and so do we", async (curve) => {
      const path = made(curve, us);
      const own = await keyOf(path, us);
      // For one with RSA too: both kinds of recipients stand in one mail.
      const protection = { sign: own, encryptFor: [{ ...own, checked: true }, keys.smime.anna], self: own };
      const raw = await protectInThread(await composed(), protection, at);
      const opened = openssl("cms", "-decrypt", "-in", file("ec.eml", raw), "-recip", path);
      const verified = openssl("cms", "-verify", "-noverify", "-in", file("ecs.eml", opened));
      expect(verified.toString()).toContain("multipart/");
      for (const key of [own, keys.smime.annaOwn]) {
        const mail = await open(raw, [key]);
        expect(mail.text.trimEnd()).toBe(text.trimEnd());
        expect(mail.crypto?.marks?.signature).toMatchObject({ state: "valid" });
      }
    });

    it.each(
      curves.flatMap((curve) =>
        [
          ["-aes256"],
          ["-aes128", "-keyopt", "ecdh_kdf_md:sha256"],
          ["-aes-192-cbc", "-keyopt", "ecdh_kdf_md:sha384", "-keyid"],
          ["-aes-256-gcm", "-keyopt", "ecdh_kdf_md:sha512", "-keyopt", "ecdh_cofactor_mode:1"],
        ].map((how) => [curve, how] as const),
      ),
    )("%s: we open what it encrypts, %j", async (curve, how) => {
      const path = made(curve, us);
      const [cipher = "", ...more] = how;
      const options = more.filter((each) => each !== "-keyid");
      const plain = file("plain.txt", "Content-Type: text/plain; charset=utf-8\r\n\r\nAhoj, tajné.\r\n");
      const named = more.includes("-keyid") ? ["-keyid"] : [];
      const body = openssl("cms", "-encrypt", "-binary", cipher, ...named, "-in", plain, "-recip", path, ...options);
      const raw = Buffer.concat([Buffer.from(`From: ${anna}\r\nTo: ${us}\r\nSubject: x\r\n`), body]);
      const mail = await open(raw, [await keyOf(path, us)]);
      expect(mail.text.trim()).toBe("Ahoj, tajné.");
      // Another key of the same curve is not asked in vain.
      const stranger = await keyOf(made(curve, us), us);
      expect((await open(raw, [stranger])).crypto?.marks?.encryption).toMatchObject({ state: "closed", why: "no-key" });
    });
  },
);

it("makes keys that name whom they are for, and end", async () => {
  const made = await generatePgp("podpora@desk.example", "Podpora <x>\r\ny");
  expect(made).toMatchObject({ kind: "pgp", addresses: ["podpora@desk.example"], encrypts: true, revokedAt: null });
  const years = ((made.expiresAt as Date).getTime() - Date.now()) / 86_400_000 / 365;
  expect(years).toBeGreaterThan(1.9);
  expect(await readPublicKey(Buffer.from(made.publicKey))).toMatchObject({ fingerprint: made.fingerprint });
});

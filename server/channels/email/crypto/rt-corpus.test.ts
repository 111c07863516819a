// Encrypted and signed mail that Request Tracker's authors collected. Their keys are not in the corpus, so what can be tested is
// that each is known for what it is, closed or signed by nobody we know, and that nothing of it is lost.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { corpus, hasCorpus } from "../parse/corpus-score.ts";
import { parseSecret } from "./parse-secret.ts";
import { deskKeys } from "./test-keys.ts";

const folders = ["gnupg/emails", "gnupg/emails/special", "smime/mails"].map((each) => join(corpus, "rt/msgs", each));
const files = hasCorpus
  ? folders.flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => /\.(?:txt|eml)$/.test(name))
        .map((name) => [name, join(folder, name)] as const),
    )
  : [];

describe.skipIf(files.length === 0)("mail of Request Tracker (skipped without the corpus)", () => {
  it.each(files)("%s is known for what it is", async (name, file) => {
    const mail = await parseSecret(readFileSync(file), {}, await deskKeys());
    const { encryption, signature } = mail.crypto?.marks ?? {};
    const kind = file.includes("/smime/") ? "smime" : "pgp";
    if (/encrypted|wrap/.test(name)) {
      expect(encryption).toMatchObject({ kind, state: "closed", why: "no-key" });
      expect(mail.attachments.length).toBeGreaterThan(0);
      expect(mail.text).not.toContain("BEGIN PGP MESSAGE");
    } else {
      expect(signature).toMatchObject({ kind, keyChecked: false });
      expect(["unknown-key", "unsupported", "expired", "valid"]).toContain(signature?.state);
    }
  });
});

// PGP as people paste it into a text (RFC 9580 6, 7), and files encrypted one by one.
import { createHash } from "node:crypto";
import type { ClosedReason, CryptoKind, MessageSignature } from "../../../../shared/conversations/protection.ts";
import { decodeBytes } from "../parse/charset.ts";
import { cleanText } from "../parse/clean-text.ts";
import type { ParsedAttachment, ParsedMail } from "../parse/parsed-mail.ts";
import { closedText, partText } from "./closed-text.ts";
import type { MailKeys } from "./mail-keys.ts";
import { openPgp, verifyCleartext } from "./pgp.ts";

const block = /^-----BEGIN PGP MESSAGE-----$[\s\S]+?^-----END PGP MESSAGE-----$/gm;
const signedBlock = /^-----BEGIN PGP SIGNED MESSAGE-----$[\s\S]+?^-----END PGP SIGNATURE-----$/m;
const atMost = 20;

export interface Inline {
  /** The text with what was opened in its place; null: as it was. */
  text: string | null;
  /** Texts of encrypted parts, each by itself. */
  blocks: string[];
  files: ParsedAttachment[];
  /** Something was opened. */
  kind: CryptoKind | null;
  closed: { kind: CryptoKind; why: ClosedReason } | null;
  /** The whole text was one block. */
  whole: boolean;
  signature: MessageSignature | null;
}

export async function openInline(mail: ParsedMail, keys: MailKeys, hasText: boolean): Promise<Inline> {
  const inline: Inline = {
    text: null,
    blocks: [],
    files: [],
    kind: null,
    closed: null,
    whole: false,
    signature: null,
  };
  const text = mail.text.replace(/[ \t]+$/gm, "");
  if (text.includes("-----BEGIN PGP MESSAGE-----")) await openBlocks(text, keys, inline);
  // HTML made into text has lost the spaces that were signed.
  else if (hasText && signedBlock.test(mail.text)) await verifyText(mail.text, keys, inline);
  await openFiles(mail, keys, inline);
  return inline;
}

async function openBlocks(text: string, keys: MailKeys, inline: Inline): Promise<void> {
  const found = [...text.matchAll(block)].slice(0, atMost);
  inline.whole = found.length === 1 && found[0]?.[0] === text.trim();
  let end = 0;
  let out = "";
  for (const { 0: armored, index } of found) {
    out += text.slice(end, index);
    end = index + armored.length;
    const opened = await openPgp(armored, keys.own, keys.theirs);
    if ("closed" in opened) {
      inline.closed ??= { kind: "pgp", why: opened.closed };
      out += closedText("pgp", opened.closed);
      inline.files.push(fileOf(`encrypted-${inline.files.length + 1}.asc`, Buffer.from(`${armored}\n`)));
      continue;
    }
    const inside = cleanText(decodeBytes(opened.content, "utf-8").text);
    out += inline.whole ? inside : partText(inside);
    inline.kind = "pgp";
    if (opened.signature) inline.signature = { ...opened.signature, covers: "text" };
  }
  if (found.length > 0) inline.text = out + text.slice(end);
  // Of one block among other text nobody could say what it vouches for.
  if (!inline.whole) inline.signature = null;
}

async function verifyText(text: string, keys: MailKeys, inline: Inline): Promise<void> {
  const found = signedBlock.exec(text)?.[0];
  if (!found || found !== text.trim()) return;
  const verified = await verifyCleartext(found, keys.theirs);
  if (!verified) return;
  inline.text = cleanText(verified.text);
  inline.signature = verified.signature;
}

async function openFiles(mail: ParsedMail, keys: MailKeys, inline: Inline): Promise<void> {
  const encrypted = mail.attachments.filter(({ name, type }) => isPgpFile(name, type)).slice(0, atMost);
  for (const { name, content } of encrypted) {
    const opened = await openPgp(Buffer.from(content), keys.own, keys.theirs);
    if ("closed" in opened) {
      if (opened.closed === "damaged") continue;
      inline.closed ??= { kind: "pgp", why: opened.closed };
      continue;
    }
    inline.kind = "pgp";
    inline.files.push(fileOf(name.replace(/\.(?:pgp|gpg|asc)$/i, "") || "file", opened.content));
  }
}

const isPgpFile = (name: string, type: string): boolean =>
  /\.(?:pgp|gpg|asc)$/i.test(name) && !/^application\/pgp-(?:signature|keys|encrypted)$/.test(type);

function fileOf(name: string, bytes: Buffer): ParsedAttachment {
  const content = new Uint8Array(bytes);
  return {
    name,
    type: "application/octet-stream",
    size: content.length,
    sha256: createHash("sha256").update(content).digest("hex"),
    inline: false,
    contentId: null,
    content,
  };
}

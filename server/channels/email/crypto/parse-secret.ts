// A mail that is encrypted or signed, read with keys: what hides the text is taken off layer by layer, and what remains
// goes through the same parser as any mail. Only what covers the whole mail counts for the whole mail: a signature inside
// something unsigned vouches for nothing, and decrypted text never stands within HTML that came beside it (EFAIL, S22).
import type { MessageCrypto, MessageSignature } from "../../../../shared/conversations/protection.ts";
import { cleanText, cut } from "../parse/clean-text.ts";
import { firstField, readHeaderBlock } from "../parse/header-fields.ts";
import { headerText } from "../parse/header-text.ts";
import { defaultLimits } from "../parse/limits.ts";
import { type MimePart, splitParts } from "../parse/mime-tree.ts";
import { parse } from "../parse/parse.ts";
import type { ParsedMail, ParseLimits } from "../parse/parsed-mail.ts";
import { decodeBody } from "../parse/transfer-encoding.ts";
import { autocryptKey } from "./autocrypt.ts";
import { closedText, partText } from "./closed-text.ts";
import { entitiesOf, outerHeader, textEntity, withBody, withCrLf } from "./entities.ts";
import { openInline } from "./inline.ts";
import { type LearnedKey, type MailKeys, nothingKnown } from "./mail-keys.ts";
import { type Opened, openPgp, verifyPgp } from "./pgp.ts";
import { cmsKind, openCms } from "./smime/open.ts";
import { verifyCms } from "./smime/verify.ts";

/** Signed, then encrypted, then signed again: nobody needs more. */
const layersAtMost = 4;

/** Never throws: what cannot be opened is a mail that says so, with the encrypted part attached. */
export async function parseSecret(raw: Uint8Array, limits: Partial<ParseLimits>, keys: MailKeys): Promise<ParsedMail> {
  const all = { ...defaultLimits, ...limits };
  try {
    return await new SecretMail(raw, all, keys).read();
  } catch {
    return parse(raw, limits);
  }
}

class SecretMail {
  private message: Buffer;
  private readonly limits: ParseLimits;
  private readonly keys: MailKeys;
  private readonly from: string | null;
  private encryption: MessageCrypto["encryption"] = null;
  private signature: MessageSignature | null = null;
  private readonly learned: LearnedKey[] = [];
  private subject: string | null = null;

  constructor(raw: Uint8Array, limits: ParseLimits, keys: MailKeys) {
    this.message = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, limits.messageBytes));
    this.limits = limits;
    this.keys = keys;
    const outside = parse(this.message.subarray(0, 65_536), limits);
    this.from = outside.from?.address.toLowerCase() ?? null;
    const autocrypt = autocryptKey(readHeaderBlock(this.message.subarray(0, 262_144), limits), this.from);
    if (autocrypt) this.learned.push(autocrypt);
  }

  async read(): Promise<ParsedMail> {
    for (let layer = 0; layer < layersAtMost; layer++) {
      const { root } = splitParts(this.message, this.limits);
      if (!(await this.takeOff(root))) break;
    }
    const isClosed = this.encryption?.state === "closed";
    const mail = isClosed ? this.closed() : await this.withParts(parse(this.message, this.limits));
    if (this.encryption?.state === "decrypted") harmless(mail);
    const { encryption, signature } = this;
    const marks = encryption || signature ? { ...nothingKnown, encryption, signature } : null;
    return { ...mail, crypto: { marks, learned: this.learned } };
  }

  /** Takes the outermost layer off; false: there is none, or it stays. */
  private async takeOff(root: MimePart): Promise<boolean> {
    const { value } = root.type;
    const body = this.message.subarray(root.bodyStart);
    const parts = value.startsWith("multipart/") ? entitiesOf(body, root.type.params.get("boundary") ?? "") : [];
    if (value === "multipart/encrypted" && parts.length >= 2)
      return this.opened("pgp", await this.openPgpPart(parts), root);
    if (value === "multipart/signed" && parts.length >= 2 && !this.signature) return this.signed(root, parts);
    if (!/^application\/(?:x-)?pkcs7-mime$/.test(value)) return false;
    const bytes = decodeBody(this.message, root);
    const kind = cmsKind(bytes);
    if (kind === null) return this.opened("smime", { closed: "damaged" }, root);
    if (kind === "enveloped") {
      const opened = openCms(bytes, this.keys.own);
      return this.opened("smime", "closed" in opened ? opened : { ...opened, signature: null }, root);
    }
    if (kind === "signed" && !this.signature) return this.signedInside(root, bytes);
    return false;
  }

  private openPgpPart(parts: Buffer[]): Promise<Opened> {
    const entity = parts[1] as Buffer;
    return openPgp(decodeBody(entity, splitParts(entity, this.limits).root), this.keys.own, this.keys.theirs);
  }

  private opened(kind: "pgp" | "smime", opened: Opened, root: MimePart): boolean {
    if ("closed" in opened) {
      this.encryption = { kind, state: "closed", why: opened.closed, part: false };
      return false;
    }
    this.encryption = { kind, state: "decrypted", why: null, part: false };
    // A signature outside of the encryption says who sent it, not who wrote it: only the one inside counts.
    this.signature = opened.signature;
    const inner = firstField(readHeaderBlock(opened.content.subarray(0, 65_536), this.limits), "subject");
    if (inner !== undefined) this.subject = cut(cleanText(headerText(inner)), 998);
    this.message = withBody(outerHeader(this.message, root), opened.content);
    return true;
  }

  private async signed(root: MimePart, parts: Buffer[]): Promise<boolean> {
    const [content, signaturePart] = parts as [Buffer, Buffer];
    const tree = splitParts(signaturePart, this.limits).root;
    const bytes = decodeBody(signaturePart, tree);
    const { value } = tree.type;
    if (value === "application/pgp-signature") {
      this.signature = await verifyPgp(withCrLf(content), bytes, this.keys.theirs);
    } else if (/^application\/(?:x-)?pkcs7-signature$/.test(value)) {
      const found = await verifyCms(bytes, withCrLf(content), this.from, this.keys.theirs, this.keys.authorities);
      this.signature = found.signature;
      this.learn(found.certificates);
    } else return false;
    this.message = withBody(outerHeader(this.message, root), content);
    return true;
  }

  private async signedInside(root: MimePart, bytes: Buffer): Promise<boolean> {
    const found = await verifyCms(bytes, null, this.from, this.keys.theirs, this.keys.authorities);
    this.signature = found.signature;
    this.learn(found.certificates);
    if (!found.content) return false;
    this.message = withBody(outerHeader(this.message, root), found.content);
    return true;
  }

  private learn(certificates: string | null): void {
    if (certificates && this.from)
      this.learned.push({ kind: "smime", address: this.from, publicKey: certificates, source: "signed-mail" });
  }

  private closed(): ParsedMail {
    const mail = parse(this.message, this.limits);
    const text = closedText(this.encryption?.kind ?? "pgp", this.encryption?.why ?? "damaged");
    // "Version: 1" is not worth a file.
    const attachments = mail.attachments.filter(({ type }) => type !== "application/pgp-encrypted");
    const nothing = { quoted: "", html: null, safeHtml: null, remoteImages: 0, thanks: false };
    return { ...mail, ...nothing, text, replyText: text, attachments };
  }

  /** What is encrypted or signed within: each a text block of its own; HTML that came beside it is not shown. */
  private async withParts(mail: ParsedMail): Promise<ParsedMail> {
    const { root } = splitParts(this.message, this.limits);
    const blocks: string[] = this.subject && this.subject !== mail.subject ? [`Subject: ${this.subject}`] : [];
    const inline = await openInline(mail, this.keys, hasTextPart(root));
    const added = [...inline.files];
    for (const part of encryptedParts(root)) {
      if (!this.isEncrypted(part)) continue;
      const { kind, opened } = await this.openNested(part);
      if ("closed" in opened) {
        inline.closed ??= { kind, why: opened.closed };
        continue;
      }
      const inside = parse(withBody("", opened.content), this.limits);
      inline.blocks.push(partText(inside.text));
      added.push(...inside.attachments);
      inline.kind ??= kind;
    }
    if (inline.signature && !this.signature && !inline.kind) this.signature = inline.signature;
    if (inline.kind || inline.closed) this.note(inline);
    const changed = inline.text !== null || inline.blocks.length + added.length + blocks.length > 0;
    if (!changed) return mail;
    const text = [...blocks, inline.text ?? mail.text, ...inline.blocks].join("\n\n");
    const again = parse(withBody(outerHeader(this.message, root), textEntity(text)), this.limits);
    const keepsHtml = inline.kind === null && inline.signature === null;
    return {
      ...mail,
      text: again.text,
      replyText: again.replyText,
      quoted: again.quoted,
      language: again.language,
      thanks: again.thanks && mail.attachments.length + added.length === 0,
      ...(!keepsHtml && { html: null, safeHtml: null, remoteImages: 0 }),
      attachments: [...mail.attachments, ...added].slice(0, this.limits.attachments),
    };
  }

  private note({ kind, closed, whole, signature }: Awaited<ReturnType<typeof openInline>>): void {
    if (this.encryption) return;
    const of = kind ?? closed?.kind ?? "pgp";
    const why = kind ? null : (closed?.why ?? null);
    this.encryption = { kind: of, state: kind ? "decrypted" : "closed", why, part: !whole };
    if (kind && whole && signature) this.signature = signature;
  }

  /** CMS holds signed mail as well, which vouches for nothing here. */
  private isEncrypted(part: MimePart): boolean {
    return part.type.value === "multipart/encrypted" || cmsKind(decodeBody(this.message, part)) === "enveloped";
  }

  private async openNested(part: MimePart): Promise<{ kind: "pgp" | "smime"; opened: Opened }> {
    if (part.type.value === "multipart/encrypted") {
      const body = this.message.subarray(part.bodyStart, part.bodyEnd);
      const parts = entitiesOf(body, part.type.params.get("boundary") ?? "");
      const opened: Opened = parts.length < 2 ? { closed: "damaged" } : await this.openPgpPart(parts);
      return { kind: "pgp", opened };
    }
    const opened = openCms(decodeBody(this.message, part), this.keys.own);
    return { kind: "smime", opened: "closed" in opened ? opened : { ...opened, signature: null } };
  }
}

/** Pictures from elsewhere are not even offered: what their address holds could be the secret (EFAIL's gadgets in CBC). */
function harmless(mail: ParsedMail): void {
  if (mail.safeHtml) mail.safeHtml = mail.safeHtml.replace(/ (?:data-src|cite)="[^"]*"/g, "");
  mail.remoteImages = 0;
}

const partsAtMost = 10;

function encryptedParts(root: MimePart): MimePart[] {
  const found: MimePart[] = [];
  const waiting = [...root.children];
  for (let part = waiting.pop(); part && found.length < partsAtMost; part = waiting.pop()) {
    if (/^(?:multipart\/encrypted|application\/(?:x-)?pkcs7-mime)$/.test(part.type.value)) found.push(part);
    else waiting.push(...part.children);
  }
  return found.reverse();
}

function hasTextPart(part: MimePart): boolean {
  return part.children.length === 0 ? part.type.value === "text/plain" : part.children.some(hasTextPart);
}

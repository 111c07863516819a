import { createHash } from "node:crypto";
import { cleanFileName, declaredName, inventedName } from "./attachment-name.ts";
import { cleanLine, cut } from "./clean-text.ts";
import { firstField, readHeaderBlock } from "./header-fields.ts";
import { headerText } from "./header-text.ts";
import type { MimePart } from "./mime-tree.ts";
import type { MailProblem, ParsedAttachment, ParseLimits } from "./parsed-mail.ts";
import { readTnef, type TnefContent } from "./tnef.ts";
import { decodeBody } from "./transfer-encoding.ts";
import type { UuFile } from "./uuencode.ts";

export interface AttachmentInput {
  message: Buffer;
  parts: MimePart[];
  uuFiles: UuFile[];
  html: string | null;
  /** The text of the mail comes from its winmail.dat, which then says nothing more. */
  tnefIsBody: boolean;
  hint: string | undefined;
  limits: ParseLimits;
  problems: MailProblem[];
}

/** The files of a mail, in order, within the limits; what does not fit is named in `problems`. */
export function readAttachments(input: AttachmentInput): ParsedAttachment[] {
  const { message, limits, problems, html } = input;
  const found: ParsedAttachment[] = [];
  const total = input.parts.length + input.uuFiles.length;
  if (total > limits.attachments) problems.push({ code: "limit", detail: `${total} attachments` });
  for (const part of input.parts.slice(0, limits.attachments)) {
    const content = decodeBody(message, part);
    const inside = isTnef(part) ? readTnef(content) : null;
    if (inside && (inside.files.length > 0 || input.tnefIsBody)) {
      addInside(found, inside, input);
      continue;
    }
    const name = declaredName(part, input.hint) || nameOf(part, content, found.length + 1, limits);
    const contentId = readContentId(part);
    const type = cut(cleanLine(part.type.value), 127);
    const inline = isInline(part, contentId, html);
    add(found, { name, type, inline, contentId, content }, input);
  }
  for (const { name, content } of input.uuFiles.slice(0, limits.attachments - found.length)) {
    const type = "application/octet-stream";
    add(
      found,
      { name: name || inventedName(type, found.length + 1), type, inline: false, contentId: null, content },
      input,
    );
  }
  return found;
}

function add(
  found: ParsedAttachment[],
  file: Omit<ParsedAttachment, "size" | "sha256">,
  { limits, problems }: AttachmentInput,
): void {
  const size = file.content.length;
  if (size > limits.attachmentBytes) {
    problems.push({ code: "limit", detail: `attachment ${file.name} has ${size} bytes` });
    return;
  }
  // A copy, so that one small file does not hold the whole message in memory.
  const content = new Uint8Array(file.content);
  found.push({ ...file, content, size, sha256: createHash("sha256").update(content).digest("hex") });
}

/** Outlook's winmail.dat: what lies in it is what was sent. */
function addInside(found: ParsedAttachment[], { files }: TnefContent, input: AttachmentInput): void {
  for (const { name, type, contentId, content } of files.slice(0, input.limits.attachments - found.length)) {
    const shown = cleanFileName(name) || inventedName(type, found.length + 1);
    add(found, { name: shown, type, inline: false, contentId, content }, input);
  }
}

export function isTnef(part: MimePart): boolean {
  return /^application\/(?:vnd\.)?ms-tnef$/.test(part.type.value) || /^winmail\.dat$/i.test(declaredName(part));
}

/** What a winmail.dat has to say when no other part of the mail says anything. */
export function tnefText(message: Buffer, parts: MimePart[]): string {
  const part = parts.find(isTnef);
  return part ? (readTnef(decodeBody(message, part))?.text ?? "") : "";
}

/** A forwarded message is named by its subject, everything else by its kind. */
function nameOf(part: MimePart, content: Buffer, order: number, limits: ParseLimits): string {
  if (part.type.value !== "message/rfc822") return inventedName(part.type.value, order);
  const subject = headerText(firstField(readHeaderBlock(content.subarray(0, 65_536), limits), "subject") ?? "");
  const stem = cut(
    subject
      .replace(/[^\p{L}\p{M}\p{N} ._-]+/gu, " ")
      .replace(/\s+/g, " ")
      .trim(),
    100,
  );
  return stem ? `${stem}.eml` : inventedName(part.type.value, order);
}

function readContentId(part: MimePart): string | null {
  const id = cleanLine(firstField(part.fields, "content-id") ?? "")
    .replace(/^<|>$/g, "")
    .trim();
  return id ? cut(id, 255) : null;
}

function isInline(part: MimePart, contentId: string | null, html: string | null): boolean {
  if (contentId && html?.includes(`cid:${contentId}`)) return true;
  return part.disposition.value === "inline" && html === null && /^image\//.test(part.type.value);
}

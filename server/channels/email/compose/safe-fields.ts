import { ComposeError, type OutgoingAddress } from "./outgoing-mail.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
const lineBreaking = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
const bidiAndInvisible = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;

/**
 * One line of header text. "=?" is torn apart: an encoded word that somebody typed must stay what he typed and not
 * turn into an address or a line of its own at the receiver (RELIABILITY.md S6).
 */
export function headerLine(text: string, maxLength = 900): string {
  const line = text.toWellFormed().replace(lineBreaking, " ").replaceAll("=?", "= ?").replace(/\s+/g, " ").trim();
  return line.length <= maxLength ? line : line.slice(0, maxLength).toWellFormed();
}

/** A display name: header text without what address parsers of this world stumble over. */
export function displayName(text: string | null | undefined): string {
  return headerLine(text ?? "", 200)
    .replace(bidiAndInvisible, "")
    .replace(/[<>"\\@:;,()[\]]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

export function fileName(text: string): string {
  const name = headerLine(text, 255)
    .replace(bidiAndInvisible, "")
    .replace(/[/\\:*?"<>|]+/g, "_")
    .replace(/^[\s.]+|[\s.]+$/g, "");
  return name || "attachment";
}

/** RFC 5321 mailboxes that can be written without quoting, and their UTF-8 form (RFC 6531). */
const mailbox =
  /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~.-]{1,64}@[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}.-]{0,253}[\p{L}\p{M}\p{N}])?$/u;

export function mailAddress(written: OutgoingAddress): { address: string; name: string } {
  const address = written.address.trim().normalize("NFC");
  if (!mailbox.test(address) || address.includes("..") || address.includes("=?")) {
    throw new ComposeError(`not an address that mail can be sent to: ${headerLine(written.address, 100)}`);
  }
  return { address, name: displayName(written.name) };
}

const idPattern = /^[\x21-\x3b\x3d\x3f-\x7e]{1,500}$/;

/** A Message-ID without brackets, null when it could not be written back (RFC 5322 3.6.4). */
export function messageId(written: string): string | null {
  const id = written.trim().replace(/^<|>$/g, "");
  return idPattern.test(id) ? id : null;
}

const mediaType = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,60}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}$/;

/** Containers would be taken apart by the receiver, so they travel as bytes. */
export function attachmentType(declared: string): string {
  const type = declared.split(";")[0]?.trim().toLowerCase() ?? "";
  return mediaType.test(type) && !/^(?:multipart|message)\//.test(type) ? type : "application/octet-stream";
}

export function contentId(written: string | null | undefined): string | undefined {
  const id = (written ?? "").trim().replace(/^<|>$/g, "");
  return /^[\w.@+=-]{1,200}$/.test(id) ? id : undefined;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** Body text: lines end in \n, no NUL, no lone surrogates. */
export function bodyText(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(controls, "").toWellFormed();
}

import { cleanLine } from "./clean-text.ts";
import { headerText } from "./header-text.ts";
import type { MimePart } from "./mime-tree.ts";

/** What the sender called the part (Content-Disposition filename, else Content-Type name), cleaned; "" without. */
export function declaredName(part: MimePart, hint?: string): string {
  const written = part.disposition.params.get("filename") || part.type.params.get("name") || "";
  // A filename that RFC 2231 decoded is already text; only bytes (latin1) may still need a charset.
  const text = hasBytesOnly(written) ? headerText(written, hint) : cleanLine(written);
  return cleanFileName(text);
}

function hasBytesOnly(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0xff) return false;
  return true;
}

const bidiAndInvisible = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
const maxLength = 255;

/** Safe to show and to save as: no folder, no control, invisible or direction-changing characters. */
export function cleanFileName(written: string): string {
  const base =
    cleanLine(written)
      .replace(bidiAndInvisible, "")
      .split(/[/\\]/)
      .findLast((piece) => piece.trim() !== "") ?? "";
  const name = base
    .replace(/[<>:"|?*]/g, "_")
    .replace(/^[\s.]+(?=[^\s.])/, "")
    .replace(/[\s.]+$/, "")
    .trim();
  return /^\.*$/.test(name) ? "" : shorten(name);
}

/** Keeps the extension: it tells people and systems what the file is. */
function shorten(name: string): string {
  if (name.length <= maxLength) return name;
  const dot = name.lastIndexOf(".");
  const extension = dot > 0 && name.length - dot <= 20 ? name.slice(dot) : "";
  return (name.slice(0, maxLength - extension.length) + extension).toWellFormed();
}

const extensions: Record<string, string> = {
  "text/plain": "txt",
  "text/html": "html",
  "text/calendar": "ics",
  "text/csv": "csv",
  "text/rfc822-headers": "txt",
  "text/vcard": "vcf",
  "text/x-vcard": "vcf",
  "message/rfc822": "eml",
  "message/global": "eml",
  "message/delivery-status": "txt",
  "message/feedback-report": "txt",
  "message/disposition-notification": "txt",
  "application/pdf": "pdf",
  "application/zip": "zip",
  "application/json": "json",
  "application/ms-tnef": "dat",
  "application/pgp-signature": "asc",
  "application/pgp-encrypted": "asc",
  "application/pkcs7-signature": "p7s",
  "application/x-pkcs7-signature": "p7s",
  "application/pkcs7-mime": "p7m",
  "application/x-pkcs7-mime": "p7m",
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/gif": "gif",
  "image/webp": "webp",
  "image/svg+xml": "svg",
  "audio/mpeg": "mp3",
  "audio/wav": "wav",
  "video/mp4": "mp4",
};

/** A name for a part that came without one: "image-2.png", "message-1.eml". */
export function inventedName(type: string, order: number): string {
  const [main = "file"] = type.split("/");
  const stem = ["image", "audio", "video", "text", "message"].includes(main) ? main : "attachment";
  return `${stem}-${order}.${extensions[type] ?? "bin"}`;
}

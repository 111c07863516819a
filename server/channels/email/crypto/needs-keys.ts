import type { ParsedMail } from "../parse/parsed-mail.ts";

const types = /^application\/(?:pgp-(?:encrypted|signature)|(?:x-)?pkcs7-(?:mime|signature))$/;

/** Is there anything in a mail, as read without keys, that is encrypted or signed, or a key in its header? */
export const needsKeys = (mail: ParsedMail, raw: Buffer): boolean =>
  mail.text.includes("-----BEGIN PGP ") ||
  mail.attachments.some(({ name, type }) => types.test(type) || /\.(?:pgp|gpg|asc|p7m|p7s)$/i.test(name)) ||
  /^autocrypt:/im.test(raw.toString("latin1", 0, 262_144).split(/\r?\n\r?\n/, 1)[0] ?? "");

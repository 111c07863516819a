import type { ParseLimits } from "./parsed-mail.ts";

const KiB = 1024;
const MiB = 1024 * KiB;

/** The defaults that CONTRACT.md promises, and bounds of our own against bombs (RELIABILITY.md T10). */
export const defaultLimits: ParseLimits = {
  messageBytes: 64 * MiB,
  attachmentBytes: 25 * MiB,
  attachments: 100,
  parts: 10_000,
  depth: 50,
  headerFields: 2_000,
  headerBytes: 1 * MiB,
  addresses: 1_000,
  textLength: 2 * MiB,
  htmlLength: 2 * MiB,
};

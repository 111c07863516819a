import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { parse } from "./parse.ts";
import type { ParsedMail } from "./parsed-mail.ts";

/**
 * `listek mail parse [FILE…]`: one JSON line a message, in the order given, nothing stored; without files the message
 * is read from `stdin`. Returns the exit code: 1 when a file could not be read (its line says why), else 0.
 */
export async function mailParse(
  files: string[],
  stdin: AsyncIterable<Uint8Array | string>,
  stdout: NodeJS.WritableStream,
): Promise<number> {
  if (files.length === 0) {
    await print(stdout, describe("-", parse(await readAll(stdin))));
    return 0;
  }
  let exitCode = 0;
  for (const file of files) {
    const raw = await readFile(file).catch((error: Error) => error);
    if (raw instanceof Error) exitCode = 1;
    await print(stdout, raw instanceof Error ? { file, error: raw.message } : describe(file, parse(raw)));
  }
  return exitCode;
}

/** The fields that CONTRACT.md promises come first; the rest helps to see why. */
function describe(file: string, mail: ParsedMail): object {
  return {
    file,
    from: mail.from,
    replyTo: mail.replyTo[0] ?? null,
    to: mail.to,
    cc: mail.cc,
    subject: mail.subject,
    date: mail.date,
    messageId: mail.messageId,
    inReplyTo: mail.inReplyTo[0] ?? null,
    references: mail.references,
    text: mail.text,
    html: mail.html,
    replyText: mail.replyText,
    attachments: mail.attachments.map(({ content: _, ...file }) => file),
    kind: mail.kind,
    ...(mail.bounce ? { bounce: mail.bounce } : {}),
    thanks: mail.thanks,
    language: mail.language,
    why: mail.why,
    quoted: mail.quoted,
    safeHtml: mail.safeHtml,
    remoteImages: mail.remoteImages,
    sender: mail.sender,
    envelope: mail.envelope,
    automatic: mail.automatic,
    problems: mail.problems,
  };
}

async function readAll(stdin: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
}

async function print(stdout: NodeJS.WritableStream, line: object): Promise<void> {
  if (!stdout.write(`${JSON.stringify(line)}\n`)) await once(stdout, "drain");
}

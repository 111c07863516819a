// What another parser makes of the same mail, field by field beside ours: Stalwart's expected trees lie beside its messages.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "./parse.ts";
import type { MailAddress, ParsedMail } from "./parsed-mail.ts";

interface Address {
  name?: string | null;
  address?: string | null;
}
interface Value {
  Text?: string;
  TextList?: string[];
  Address?: { List?: Address[]; Group?: { addresses: Address[] }[] };
}
type Body = { Text?: string; Html?: string; Binary?: number[]; InlineBinary?: number[]; Message?: unknown };
interface Part {
  headers: { name: unknown; value: Value }[];
  body: Body;
  offset_body: number;
  offset_end: number;
}
interface Tree {
  text_body: number[];
  html_body: number[];
  attachments: number[];
  parts: Part[];
}

export interface Comparison {
  /** "legacy" */
  category: string;
  /** "legacy/020 subject" */
  what: string;
  lineEnds: "as they are" | "crlf";
  equal: boolean;
}

/** Every field of every message, in both line ends. */
export function compareWithStalwart(folder: string): Comparison[] {
  return readdirSync(folder).flatMap((category) =>
    readdirSync(join(folder, category))
      .filter((file) => file.endsWith(".eml"))
      .flatMap((file) => {
        const name = `${category}/${file.slice(0, -".eml".length)}`;
        const raw = readFileSync(join(folder, `${name}.eml`));
        const crlf = Buffer.from(raw.toString("latin1").replace(/\r?\n/g, "\r\n"), "latin1");
        const tree = (suffix: string): Tree => JSON.parse(readFileSync(join(folder, `${name}${suffix}`), "utf8"));
        const told = (lineEnds: Comparison["lineEnds"], fields: Record<string, [unknown, unknown]>) =>
          Object.entries(fields).map(([field, [ours, theirs]]) => ({
            category,
            what: `${name} ${field}`,
            lineEnds,
            equal: JSON.stringify(ours) === JSON.stringify(theirs),
          }));
        return [
          ...told("as they are", fieldsOf(raw, parse(raw), tree(".json"))),
          ...told("crlf", fieldsOf(crlf, parse(crlf), tree(".crlf.json"))),
        ];
      }),
  );
}

/** field -> ours and theirs. Text and HTML only where Stalwart has them as such, and does not make one from the other. */
function fieldsOf(raw: Buffer, mail: ParsedMail, tree: Tree): Record<string, [unknown, unknown]> {
  const header = (name: string) => tree.parts[0]?.headers.findLast((each) => each.name === name)?.value;
  const bodies = (ids: number[]) => ids.map((id) => (tree.parts[id] as Part).body);
  const [texts, htmls] = [bodies(tree.text_body), bodies(tree.html_body)];
  const id = header("message_id");
  return {
    addresses: [
      [written(mail.from ? [mail.from] : []), written(mail.to), written(mail.cc)],
      [theirs(header("from")).slice(0, 1), theirs(header("to")), theirs(header("cc"))],
    ],
    subject: [mail.subject, (header("subject")?.Text ?? "").trim()],
    id: [mail.messageId, id?.Text ?? id?.TextList?.[0] ?? null],
    ...(texts.every(({ Text }) => Text !== undefined) && {
      text: [lines(mail.text), lines(texts.map(({ Text }) => Text).join("\n"))],
    }),
    ...(htmls.some(({ Html }) => Html !== undefined) && {
      html: [lines(mail.html ?? ""), lines(htmls.map(({ Html, Text = "" }) => Html ?? asHtml(Text)).join("\n"))],
    }),
    attachments: [mail.attachments.length, tree.attachments.length],
    bytes: [
      mail.attachments.map(({ content }, at) => digest(content, tree.parts[tree.attachments[at] ?? -1])),
      tree.attachments.map((each) => theirDigest(raw, tree.parts[each] as Part)),
    ],
  };
}

/** Text beside HTML parts is part of the HTML body in both; this is how we show it. */
const asHtml = (text: string): string =>
  text === ""
    ? ""
    : `<div style="white-space:pre-wrap">${text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;")}</div>`;

const written = (list: MailAddress[]): string[] => list.map(({ name, address }) => `${name} <${address}>`);
const theirs = (value: Value | undefined): string[] =>
  (value?.Address?.List ?? value?.Address?.Group?.flatMap(({ addresses }) => addresses) ?? []).map(
    ({ name, address }) => `${name ?? ""} <${address ?? ""}>`,
  );

const lines = (text: string): string => text.replace(/\r\n?/g, "\n").replace(/\s+$/, "");
const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

/** Text is compared as text, for their trees have it decoded; everything else by its bytes. */
const isText = ({ Text, Html }: Body): boolean => Text !== undefined || Html !== undefined;
const digest = (content: Uint8Array, part: Part | undefined): string =>
  sha256(part && isText(part.body) ? lines(new TextDecoder().decode(content)) : content);
function theirDigest(raw: Buffer, { body, offset_body, offset_end }: Part): string {
  if (isText(body)) return sha256(lines(body.Text ?? body.Html ?? ""));
  const bytes = body.Binary ?? body.InlineBinary;
  return sha256(bytes ? Uint8Array.from(bytes) : raw.subarray(offset_body, offset_end));
}

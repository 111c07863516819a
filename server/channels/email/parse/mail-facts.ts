import { cleanLine, cut } from "./clean-text.ts";
import { allFields, firstField, type HeaderField } from "./header-fields.ts";
import type { MimePart } from "./mime-tree.ts";
import type { AutomaticHeaders, MailAddress } from "./parsed-mail.ts";

/** What the classifiers look at. */
export interface MailFacts {
  message: Buffer;
  root: MimePart;
  fields: HeaderField[];
  /** Every leaf in document order. */
  leaves: MimePart[];
  from: MailAddress | null;
  subject: string;
  text: string;
  /** What was written now, without what is quoted. */
  replyText: string;
  returnPath: string | null;
  automatic: AutomaticHeaders;
}

export function readAutomatic(fields: HeaderField[]): AutomaticHeaders {
  return {
    autoSubmitted: line(firstField(fields, "auto-submitted")),
    precedence: line(firstField(fields, "precedence")),
    listId: line(firstField(fields, "list-id")),
    autoResponseSuppress: line(firstField(fields, "x-auto-response-suppress")),
    xLoop: allFields(fields, "x-loop")
      .slice(0, 20)
      .map((value) => line(value) ?? ""),
    listek: Object.fromEntries(
      fields
        .filter(isOurs)
        .slice(0, 20)
        .map((field) => [field.name, line(field.raw) ?? ""]),
    ),
  };
}

function isOurs(field: HeaderField): boolean {
  return field.name.startsWith("x-listek-");
}

function line(raw: string | undefined): string | null {
  return raw === undefined ? null : cut(cleanLine(raw), 998);
}

export function leavesOf(root: MimePart): MimePart[] {
  const leaves: MimePart[] = [];
  const waiting = [root];
  while (waiting.length > 0) {
    const part = waiting.pop() as MimePart;
    if (part.children.length === 0) leaves.push(part);
    else waiting.push(...part.children.toReversed());
  }
  return leaves;
}

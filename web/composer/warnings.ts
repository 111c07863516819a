import type { Message } from "../../shared/conversations/schema.ts";
import type { ComposeKind } from "../lib/compose.ts";
import type { Draft } from "./draft.ts";

export type Warning =
  | { kind: "newMessages"; count: number; name: string }
  | { kind: "answered"; name: string }
  | { kind: "answering"; name: string }
  | { kind: "gap"; name: string }
  | { kind: "wasNote" }
  | { kind: "noFile" }
  | { kind: "noMail"; name: string }
  | { kind: "secret" };

interface Input {
  draft: Pick<Draft, "body" | "uploads" | "since" | "begun">;
  kind: ComposeKind;
  messages: readonly Message[];
  me: string;
  /** Who gets it, and who of those that take part takes no mail. */
  recipients?: readonly string[];
  takesNoMail?: readonly string[];
  /** Colleagues who are writing to the customer right now. */
  answering: readonly { name: string }[];
}

/** What a careful colleague would ask before this is sent. */
export function warningsBefore({ draft, kind, messages, me, answering, ...to }: Input): Warning[] {
  const warnings: Warning[] = [];
  const gone = kind === "reply" ? to.recipients?.filter((address) => isAmong(address, to.takesNoMail ?? [])) : [];
  if (gone?.length) warnings.push({ kind: "noMail", name: gone.join(", ") });
  const news = newsSince(draft.since, messages, me);
  const answer = kind === "reply" ? news.findLast((message) => message.kind === "outbound") : undefined;
  const others = news.filter((message) => message !== answer);
  if (answer) warnings.push({ kind: "answered", name: nameOf(answer) });
  const last = others.at(-1);
  if (last) warnings.push({ kind: "newMessages", count: others.length, name: nameOf(last) });
  const busy = answering[0];
  if (kind === "reply" && busy) warnings.push({ kind: "answering", name: busy.name });
  const gap = gapsIn(draft.body)[0];
  if (gap) warnings.push({ kind: "gap", name: gap });
  if (kind === "reply" && draft.begun === "note") warnings.push({ kind: "wasNote" });
  if (draft.uploads.length === 0 && speaksOfFiles(draft.body)) warnings.push({ kind: "noFile" });
  return warnings;
}

const isAmong = (address: string, addresses: readonly string[]): boolean =>
  addresses.some((each) => each.toLowerCase() === address.toLowerCase());

/** What people wrote after the draft was begun. */
export const newsSince = (since: number | null, messages: readonly Message[], me: string): Message[] =>
  since === null ? [] : messages.slice(since).filter(({ author, automatic }) => !automatic && author?.id !== me);

const nameOf = ({ author, from }: Message) => author?.name || from || "";

/** Variables of a canned reply that could not be filled in. */
export const gapsIn = (text: string): string[] =>
  [...text.matchAll(/‹([^‹›\n]{1,80})›/g)].map(([, name]) => name ?? "");

const fileWords = [
  /\b(?:attached|attaching|enclosed|(?:see|find) (?:the )?attachments?)\b/i,
  /(?<!\p{L})(?:прилож(?:ил|ила|или|ен|ена|ено|ены)|прилагаю|прикреп(?:ил|ила|или|лён|лен|лена|лено|лены|ляю)|во вложении|вложил[аи]?)(?!\p{L})/iu,
  /(?<!\p{L})(?:v příloze|přikládám|přiložen[ýáéoi]?|přiložil[ai]?)(?!\p{L})/iu,
  /แนบ/u,
];

/** "See attached", in the desk's four languages; what is quoted was said by somebody else. */
export function speaksOfFiles(markdown: string): boolean {
  const own = markdown
    .split("\n")
    .filter((line) => !line.startsWith(">"))
    .join("\n");
  return fileWords.some((words) => words.test(own));
}

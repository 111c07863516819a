import {
  addressAndDate,
  addressWroteDate,
  attribution,
  beginForwarded,
  beginsWithDate,
  dashedName,
  dateAndAddress,
  dateThenWrote,
  dateWroteName,
  deviceSignature,
  drawnLine,
  headerLine,
  nameWrote,
  ownDevice,
  senderLine,
  separator,
  signatureSeparator,
} from "./quote-marks.ts";
import { hasContact, isSignatureLine, signatureStart } from "./signature.ts";

export interface SplitReply {
  replyText: string;
  quoted: string;
}

/** "wrote" is an attribution line; "mark" is a separator or a line of a header block; "header" may become one. */
type LineKind = "text" | "empty" | "quote" | "wrote" | "mark" | "header" | "signature";

/** Lines beyond this are left in the reply unread: nobody writes 20,000 lines, and nothing is lost. */
const maxLines = 20_000;
/** A longer line is never a mark. */
const maxMarkLength = 600;

/**
 * What the person wrote now, and the rest (quoted mail, signature). Each line of the text goes to exactly one side.
 * When nothing of his own would remain, all stays in the reply: a forwarded mail is its own content.
 */
export function splitReply(text: string): SplitReply {
  const { replyText, quoted } = readReply(text);
  return { replyText, quoted };
}

/** Likewise, and the writer's own signature out of what is not his reply; "" without one. */
export function readReply(text: string): SplitReply & { signature: string } {
  const lines = text.split("\n");
  const shown = lines.slice(0, maxLines).map(withoutDirections);
  const kinds = shown.map(kindOf);
  markBrokenQuotes(shown, kinds);
  markAttributions(shown, kinds);
  markHeaderBlocks(shown, kinds);
  markSignatures(shown, kinds);
  const own = ownLines(kinds);
  const isOwn = (order: number) => own[order] ?? true;
  const reply = lines.filter((_, order) => isOwn(order));
  if (!reply.some((line) => line.trim())) return { replyText: text.trim(), quoted: "", signature: "" };
  const quoted = lines.filter((_, order) => !isOwn(order));
  return {
    replyText: trimBlank(reply),
    quoted: trimBlank(quoted),
    signature: trimBlank(ownSignature(shown, kinds, own)),
  };
}

/** What begins right below his own words: a signature in the old mail stands below that one's words. */
function ownSignature(lines: string[], kinds: LineKind[], own: boolean[]): string[] {
  const start = kinds.findIndex((kind, at) => {
    const above = kinds.slice(0, at).findLastIndex((each) => each !== "empty");
    return kind === "signature" && above >= 0 && own[above] === true;
  });
  if (start < 0) return [];
  const length = kinds.slice(start).findIndex((kind) => kind === "quote" || isMark(kind));
  return lines.slice(start, length < 0 ? lines.length : start + length);
}

/** Right-to-left mail wraps its names and dates in marks that nobody sees. */
function withoutDirections(line: string): string {
  return /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(line)
    ? line.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    : line;
}

function kindOf(line: string): LineKind {
  const content = line.trim();
  if (content === "") return "empty";
  if (isQuote(content)) return "quote";
  if (content.length > maxMarkLength) return "text";
  if (signatureSeparator.test(line)) return "signature";
  if (deviceSignature.test(content)) return "signature";
  if (separator.test(content) || beginForwarded.test(content)) return "mark";
  return headerLine.test(content) ? "header" : "text";
}

function isQuote(content: string): boolean {
  return content.startsWith(">") || /^\|\s/.test(content);
}

/** A long quoted line that was broken on the way: its rest stands without a mark among the quotes. */
function markBrokenQuotes(lines: string[], kinds: LineKind[]): void {
  for (let at = 1; at < kinds.length - 1; at++) {
    if (kinds[at] !== "text" || kinds[at - 1] !== "quote" || kinds[at + 1] !== "quote") continue;
    const [before, line] = [lines[at - 1] as string, lines[at] as string];
    if (before.length >= 68 && line.length < 68 && !/[.!?:]\s*$/.test(before)) kinds[at] = "quote";
  }
}

/** "On … wrote:" may run over several lines; each of them becomes a mark. */
function markAttributions(lines: string[], kinds: LineKind[]): void {
  for (let at = 0; at < kinds.length; at++) {
    if (!isWriting(kinds[at])) continue;
    const length = attributionLength(lines, kinds, at);
    for (let step = 0; step < length; step++) kinds[at + step] = "wrote";
    if (length > 0) at += length - 1;
  }
}

function isWriting(kind: LineKind | undefined): boolean {
  return kind === "text" || kind === "header";
}

const maxAttributionLines = 6;

/** Some programs break the line inside the address, which leaves empty lines and a lone ">" in an attribution. */
function attributionLength(lines: string[], kinds: LineKind[], start: number): number {
  let joined = "";
  let broken = false;
  for (let step = 0; step < maxAttributionLines && start + step < kinds.length; step++) {
    const line = (lines[start + step] as string).trim();
    if (line.length > maxMarkLength) return 0;
    if (!isWriting(kinds[start + step])) {
      if (!attributionStart.test(joined) && !openAddress.test(joined)) return 0;
      broken = true;
    }
    joined = joined && line ? `${joined} ${line}` : joined || line;
    if (step >= 4 && !broken) return 0;
    if (/[:：]$|写道$|เขียน$/u.test(line) && isAttribution(lines[start] as string, joined, step)) return step + 1;
  }
  return 0;
}

const attributionStart = /^(?:on|am|le|el|dne|\d{4}-)\s?.{0,80}\d{1,2}:\d{2}/i;

/** The address of an attribution that goes on in the next line. */
const openAddress = /\p{Nd}[:.]\p{Nd}{2}.{0,200}<[^<>\s]{0,200}$/u;

function isAttribution(first: string, joined: string, extraLines: number): boolean {
  if (dateAndAddress.test(joined) || addressWroteDate.test(joined) || addressAndDate.test(joined)) return true;
  const begun = extraLines === 0 || beginsWithDate.test(first.trim());
  if (begun && (dateThenWrote.test(joined) || dateWroteName.test(joined))) return true;
  if (attribution.test(joined) && /\d|@/.test(joined)) return true;
  return extraLines <= 1 && nameWrote.test(joined) && /@|\d/.test(joined);
}

/** From, Sent, To, Subject below one another: the head of a quoted mail. The rule that Outlook draws above belongs to it. */
function markHeaderBlocks(lines: string[], kinds: LineKind[]): void {
  for (let at = 0; at < kinds.length; at++) {
    if (kinds[at] !== "header") continue;
    const end = blockEnd(kinds, at);
    const sender = lines.slice(at, end).some((line) => senderLine.test(line));
    const count = kinds.slice(at, end).filter((kind) => kind === "header").length;
    const isBlock = sender && count >= 3;
    for (let step = at; step < end; step++) if (kinds[step] === "header") kinds[step] = isBlock ? "mark" : "text";
    if (isBlock) markRuleAbove(lines, kinds, at);
    at = end - 1;
  }
}

/** Header lines with at most one folded line or empty line between them. */
function blockEnd(kinds: LineKind[], start: number): number {
  let end = start + 1;
  for (let at = start + 1; at < kinds.length && at - end < 2; at++) if (kinds[at] === "header") end = at + 1;
  return end;
}

function markRuleAbove(lines: string[], kinds: LineKind[], at: number): void {
  let above = at - 1;
  while (above >= 0 && kinds[above] === "empty" && at - above < 3) above--;
  if (above >= 0 && drawnLine.test(lines[above] as string)) kinds[above] = "mark";
}

/** What stands below each of his mails: at the end, and above the quote that goes on to the end. */
function markSignatures(lines: string[], kinds: LineKind[]): void {
  const lastQuote = kinds.findLastIndex((kind) => kind === "quote" || isMark(kind));
  if (lastQuote >= 0) markSignature(lines, kinds, lastQuote + 1, kinds.length);
  const lastText = kinds.lastIndexOf("text");
  const quote = kinds.findIndex((kind, at) => isMark(kind) || (kind === "quote" && at > lastText));
  markSignature(lines, kinds, 0, quote < 0 ? kinds.length : quote);
}

function markSignature(lines: string[], kinds: LineKind[], from: number, end: number): void {
  const first = Math.max(from, end - maxSignatureLines);
  const below = lines.slice(first, end);
  const footer = footerStart(below);
  const start = first + Math.min(signatureStart(below, "more than a name"), footer, nameStart(below, footer));
  if (kinds.slice(0, start).includes("text")) kinds.fill("signature", start, end);
}

const maxSignatureLines = 40;

/** A drawn line, and below it only lines as signatures have them, with a way to reach somebody. */
function footerStart(lines: string[]): number {
  const at = lines.findIndex(
    (line, order) =>
      drawnLine.test(line) &&
      lines.slice(order + 1).every((each) => isSignatureLine(each.trim()) || isShort(each.trim())) &&
      lines.slice(order + 1).some(hasContact),
  );
  return at < 0 ? lines.length : at;
}

/** Under a drawn line even a motto or the part of an address may stand. */
function isShort(line: string): boolean {
  return line.length <= 40 && !/[.?!:,]$/.test(line);
}

/** "-Jan" or a joke of a device in the last line, apart from the rest. */
function nameStart(lines: string[], footer: number): number {
  const last = lines.slice(0, footer).findLastIndex((line) => line.trim());
  const line = (lines[last] ?? "").trim();
  const isList = lines.slice(0, last).some((each) => /^\s*-[^-]/.test(each));
  const isApart = last > 0 && !lines[last - 1]?.trim() && !isList;
  return isApart && (dashedName.test(line) || ownDevice.test(line)) ? last : lines.length;
}

/** Which lines are the person's own. */
function ownLines(kinds: LineKind[]): boolean[] {
  if (isForward(kinds)) return kinds.map(() => true);
  const own = kinds.map((kind) => kind === "text" || kind === "empty");
  dropSignatures(kinds, own);
  dropBelowMarks(kinds, own);
  keepAnsweredQuotes(kinds, own);
  // An empty line goes with what stands above it.
  for (let at = 1; at < kinds.length; at++) if (kinds[at] === "empty") own[at] = own[at - 1] as boolean;
  return own;
}

/** Nothing above the head of the other mail: this is no answer, its content is what is passed on. */
function isForward(kinds: LineKind[]): boolean {
  return kinds.find((kind) => kind !== "empty") === "mark";
}

function isMark(kind: LineKind | undefined): boolean {
  return kind === "mark" || kind === "wrote";
}

/** A signature goes on until the quote that follows it, or the end. */
function dropSignatures(kinds: LineKind[], own: boolean[]): void {
  for (let at = 0; at < kinds.length; at++) {
    if (kinds[at] !== "signature") continue;
    while (at < kinds.length && kinds[at] !== "quote" && !isMark(kinds[at])) own[at++] = false;
  }
}

/** Below a mark that no `>` follows, everything is the old mail, when an answer stands above it. */
function dropBelowMarks(kinds: LineKind[], own: boolean[]): void {
  for (let at = 0; at < kinds.length; at++) {
    if (!isMark(kinds[at])) continue;
    if (!followedByBareText(kinds, at) || !kinds.slice(0, at).includes("text")) continue;
    own.fill(false, at);
    return;
  }
}

function followedByBareText(kinds: LineKind[], mark: number): boolean {
  let at = mark + 1;
  while (at < kinds.length && (isMark(kinds[at]) || kinds[at] === "empty")) at++;
  return kinds[at] !== "quote";
}

/** Quotes with answers below them stay, for an answer makes no sense without its question; one quote above all goes. */
function keepAnsweredQuotes(kinds: LineKind[], own: boolean[]): void {
  const lastText = own.findLastIndex((isOwn, at) => isOwn && kinds[at] === "text");
  const firstText = own.findIndex((isOwn, at) => isOwn && kinds[at] === "text");
  const firstMark = kinds.findIndex(isMark);
  const answersBelow = firstMark >= 0 && firstMark < firstText && !kinds.slice(firstText, lastText).includes("quote");
  if (answersBelow) return;
  for (let at = 0; at < lastText; at++) {
    if (kinds[at] !== "quote") continue;
    own[at] = true;
    // And who is quoted: his line stands right above.
    for (let above = at - 1; above >= 0 && (kinds[above] === "wrote" || kinds[above] === "empty"); above--)
      own[above] = true;
  }
}

function trimBlank(lines: string[]): string {
  let start = 0;
  let end = lines.length;
  while (start < end && !lines[start]?.trim()) start++;
  while (end > start && !lines[end - 1]?.trim()) end--;
  return lines.slice(start, end).join("\n");
}

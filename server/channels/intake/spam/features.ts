// What the filter looks at in a mail: the words of subject and text in any language, who sent it, where its links lead,
// how it was made. PURE.
import { wordsOf } from "../../../../shared/search/words.ts";
import type { Incoming } from "../../contract.ts";

const textAtMost = 20_000;
const featuresAtMost = 1500;
const linksAtMost = 30;
/** Headers whose value a sender's program chooses, not who relays it: these tell programs apart. */
const told = new Set(["content-type", "x-mailer", "user-agent", "mime-version", "x-priority", "precedence"]);

type Seen = Pick<
  Incoming,
  "from" | "replyTo" | "to" | "inReplyTo" | "subject" | "text" | "safeHtml" | "remoteImages" | "attachments"
>;

/** Each once. The head of the raw mail stands before its first empty line. */
export function featuresOf(message: Seen, raw: Buffer): Set<string> {
  const features = new Set<string>();
  const add = (kind: string, value: string) => {
    if (features.size < featuresAtMost && value.length <= 60) features.add(`${kind}${value}`);
  };
  for (const word of wordsOf(message.subject.slice(0, 500))) add("s:", word);
  const from = message.from?.address.toLowerCase() ?? "";
  const domain = domainOf(from);
  if (domain) add("f:", domain);
  for (const word of wordsOf(message.from?.name ?? "")) add("n:", word);
  for (const { address } of message.replyTo) if (domainOf(address) !== domain) add("r:", domainOf(address));
  for (const { name, type } of message.attachments) {
    add("a:", type.toLowerCase());
    add("x:", /\.([\w]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? "");
  }
  for (const host of hostsIn(`${message.safeHtml ?? ""} ${message.text}`)) add("l:", host);
  for (const each of shapeOf(message)) add("m:", each);
  for (const each of headFeatures(raw)) add("h:", each);
  for (const word of wordsOf(message.text.slice(0, textAtMost))) add("", word);
  return features;
}

/** What no single word says. */
function* shapeOf({ from, to, inReplyTo, subject, remoteImages, safeHtml }: Seen): Generator<string> {
  yield `to ${Math.min(to.length, 5)}`;
  yield `answers ${inReplyTo.length > 0}`;
  yield `digits ${/\d{3,}/.test(from?.address ?? "")}`;
  yield `shouts ${subject.length > 6 && subject === subject.toUpperCase() && subject !== subject.toLowerCase()}`;
  yield `exclaims ${Math.min((subject.match(/!/g) ?? []).length, 3)}`;
  yield `pictures ${Math.min(remoteImages, 3)}`;
  yield `html ${safeHtml !== null}`;
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1).toLowerCase();

function hostsIn(text: string): Set<string> {
  const hosts = new Set<string>();
  for (const [, host = ""] of text.slice(0, 200_000).matchAll(/\bhttps?:\/\/([^\s/"'<>?#]{1,100})/gi)) {
    if (hosts.size >= linksAtMost) break;
    hosts.add(host.toLowerCase());
  }
  return hosts;
}

/** Which headers there are, and what some of them say. Names tell a mail program from a script that poses as one. */
function* headFeatures(raw: Buffer): Generator<string> {
  const text = raw.subarray(0, 32 * 1024).toString("latin1");
  const head = (text.split(/\r?\n\r?\n/, 1)[0] ?? "").replace(/\r?\n[ \t]+/g, " ");
  const host = /^message-id:.{0,200}@([\w.-]{1,60})/im.exec(head)?.[1];
  if (host) yield `made at ${host.toLowerCase()}`;
  for (const line of head.split(/\r?\n/).slice(0, 200)) {
    const match = /^([!-9;-~]{1,50}):\s*(.{0,200})/.exec(line);
    if (!match) continue;
    const name = (match[1] as string).toLowerCase();
    if (isTrace(name)) continue;
    yield name;
    if (told.has(name))
      for (const word of (match[2] as string)
        .toLowerCase()
        .match(/[\w/.-]{2,40}/g)
        ?.slice(0, 6) ?? [])
        yield `${name}=${word}`;
  }
}

/** Written on the way, by our own servers too, and what filters write: these would teach what is known already. */
const isTrace = (name: string): boolean =>
  /^(?:received|return-path|delivered-to|x-original-to|envelope-to|x-envelope-.*|x-spam-.*|arc-.*|dkim-.*|authentication-results|date|message-id|to|cc|subject|from)$/.test(
    name,
  );

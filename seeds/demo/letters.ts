// The messages of one story as the desk would have stored them: headers, threads, addresses, trust.
import { createHash } from "node:crypto";
import type { MessageAttachment, NewMessage } from "../../server/core/conversations/index.ts";
import type { Actor } from "../../shared/identity/permissions.ts";
import type { Act, ActOf, Story } from "./story.ts";

/** Files are kept before the transaction begins; here by their act. */
export type KeptFiles = ReadonlyMap<Act, MessageAttachment>;

export class Letters {
  readonly #story: Story;
  readonly #files: KeptFiles;
  /** Ours, where the story came in. */
  readonly #address: string;
  readonly #conversationId: string;
  #headers: string[] = [];

  constructor(story: Story, files: KeptFiles, address: string, conversationId: string) {
    this.#story = story;
    this.#files = files;
    this.#address = address;
    this.#conversationId = conversationId;
  }

  inbound(act: ActOf<"open" | "receive">, customer: Actor): NewMessage {
    const { client, requester, channel, subject } = this.#story;
    const again = act.do === "receive";
    const said = {
      ...this.#said(act, customer),
      kind: "inbound" as const,
      channel,
      subject: again ? `Re: ${subject}` : subject,
      quoted: again ? act.quoted : "",
      language: client.language,
    };
    if (channel === "portal") return { ...said, trust: "verified" };
    const header = `${this.#token(act, 24)}@${client.domain}`;
    return { ...said, ...this.#mail(header, requester.email, this.#address), trust: "known" };
  }

  outbound(act: ActOf<"reply">, agent: Actor): NewMessage {
    const { requester, subject } = this.#story;
    const header = `${this.#token(act, 32)}@${this.#address.split("@")[1]}`;
    return {
      ...this.#said(act, agent),
      ...this.#mail(header, this.#address, requester.email),
      kind: "outbound",
      channel: "email",
      subject: `Re: ${subject}`,
      trust: "verified",
    };
  }

  note(act: ActOf<"note">, agent: Actor): NewMessage {
    return { ...this.#said(act, agent), kind: "note", channel: "api", subject: null, trust: "verified" };
  }

  #said(act: ActOf<"open" | "receive" | "reply" | "note">, author: Actor) {
    const attachment = this.#files.get(act);
    return {
      conversationId: this.#conversationId,
      authorId: author.personId,
      authorName: author.name,
      at: act.at,
      text: act.text,
      attachments: attachment ? [attachment] : [],
    };
  }

  /** Each mail refers to those before it. */
  #mail(header: string, from: string, to: string) {
    const { cc } = this.#story;
    const references = [...this.#headers];
    this.#headers.push(header);
    return {
      from,
      to: [to],
      cc: cc ? [cc.email] : [],
      messageIdHeader: header,
      inReplyTo: references.at(-1) ?? null,
      references,
    };
  }

  /** As good as random, and the same in each run. */
  #token(act: Act, length: number): string {
    const seed = `${this.#conversationId} ${act.do} ${act.at.toISOString()}`;
    return createHash("sha256").update(seed).digest("hex").slice(0, length);
  }
}

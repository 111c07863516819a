// What somebody wrote, with the pictures that he sent ahead at the places that its text names: `![shot.png](upload:ID)`. Only
// those of the message itself; anybody else's, and what is no picture, stays a word.
import { randomBytes } from "node:crypto";
import { isPicture, uploadOf } from "../../../shared/conversations/pictures.ts";
import { type Body, renderBody } from "../../platform/html/markup.ts";
import type { MessageAttachment } from "./store.ts";

export interface RenderedMessage extends Body {
  attachments: MessageAttachment[];
}

export function renderMessage(
  body: string,
  format: "text" | "markdown" | "html",
  attachments: readonly MessageAttachment[],
): RenderedMessage {
  /** Upload -> Content-ID. */
  const placed = new Map<string, string>();
  const place = (src: string): string | null => {
    const id = uploadOf(src);
    if (id === null || !attachments.some((each) => each.upload === id && isPicture(each))) return null;
    const contentId = placed.get(id) ?? `${randomBytes(16).toString("hex")}@inline.listek`;
    placed.set(id, contentId);
    return `cid:${contentId}`;
  };
  const rendered = renderBody(body, format, place);
  return {
    ...rendered,
    attachments: attachments.map((each) => {
      const contentId = placed.get(each.upload ?? "");
      return contentId === undefined ? each : { ...each, inline: true, contentId };
    }),
  };
}

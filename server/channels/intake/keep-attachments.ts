import type { MessageAttachment } from "../../core/conversations/index.ts";
import type { FileStore } from "../../platform/files.ts";
import type { Incoming } from "../contract.ts";

export type KeptAttachment = MessageAttachment;

/** Files of a message, synced to disk side by side. One that is too large stays in the raw mail only, and says so by its name. */
export async function keepAttachments(
  files: FileStore,
  message: Incoming,
  maxBytes: number,
): Promise<KeptAttachment[]> {
  return Promise.all(
    message.attachments.map(async (each) => {
      const tooLarge = each.content.byteLength > maxBytes;
      const content = tooLarge
        ? Buffer.from(`${each.name}: ${each.size} bytes, more than this desk keeps. It is in the raw mail.\n`)
        : each.content;
      const stored = await files.put(content, tooLarge ? undefined : Buffer.from(each.sha256, "hex"));
      return {
        file: stored.sha256,
        size: stored.size,
        name: tooLarge ? `${each.name}.txt`.slice(-255) : each.name,
        type: tooLarge ? "text/plain" : each.type,
        inline: each.inline && !tooLarge,
        contentId: each.contentId,
      };
    }),
  );
}

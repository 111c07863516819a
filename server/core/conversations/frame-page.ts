// A message's HTML as a page of its own, for a frame without scripts and without our origin (S8): sanitized when it came
// in, and shown under a policy that would stop what the sanitizer missed.
import { buffer } from "node:stream/consumers";
import { isPicture } from "../../../shared/conversations/pictures.ts";
import type { Db } from "../../platform/db.ts";
import type { FileStore } from "../../platform/files.ts";

export interface FramePage {
  headers: Record<string, string>;
  html: string;
}

const style = `html{color-scheme:light}body{margin:0;padding:2px;font:14px/1.5 Inter,"Noto Sans Thai",system-ui,sans-serif;color:#1a1a1a;background:#fff;overflow-wrap:anywhere}
img{max-width:100%;height:auto}table{max-width:100%}pre{white-space:pre-wrap}blockquote{margin:0 0 0 8px;padding-left:8px;border-left:2px solid #ccc}a{color:#1558b0}`;

/** Pictures inside the mail go into the page itself: its frame has no origin, and so no right to fetch them. */
const inlineAtMost = 10 * 1024 * 1024;

/** `images`: pictures of other hosts may be fetched; else they stay disarmed (T18). */
export async function framePage(
  db: Db,
  files: FileStore,
  messageId: string,
  html: string,
  images: boolean,
): Promise<FramePage> {
  const pictures = await inlinePictures(db, files, messageId);
  let body = html.replace(/\bsrc="cid:([^"]*)"/gi, (_whole, id: string) => {
    const picture = pictures.get(decodeEntities(id));
    return picture ? `src="${picture}"` : "";
  });
  if (images) body = body.replace(/\bdata-src="(https?:[^"]*)"/gi, 'src="$1" referrerpolicy="no-referrer"');
  const remote = images ? " http: https:" : "";
  return {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": `default-src 'none'; style-src 'unsafe-inline'; img-src data:${remote}; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox`,
      "x-frame-options": "SAMEORIGIN",
      "referrer-policy": "no-referrer",
    },
    html: `<!doctype html><html><head><meta charset="utf-8"><title>message</title><base target="_blank"><style>${style}</style></head><body>${body}</body></html>`,
  };
}

const decodeEntities = (text: string): string =>
  text.replaceAll("&amp;", "&").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"');

/** Content-ID -> data: URL. */
async function inlinePictures(db: Db, files: FileStore, messageId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom("message_attachments")
    .select(["file", "type", "size", "content_id"])
    .where("message_id", "=", messageId)
    .where("content_id", "is not", null)
    .orderBy("position")
    .execute();
  const pictures = new Map<string, string>();
  let total = 0;
  for (const { content_id, type, size, file } of rows) {
    total += Number(size);
    if (content_id === null || !isPicture({ type }) || total > inlineAtMost) continue;
    if ((await files.size(file)) === null) continue;
    pictures.set(content_id, `data:${type};base64,${(await buffer(files.read(file))).toString("base64")}`);
  }
  return pictures;
}

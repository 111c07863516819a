import type { Readable } from "node:stream";
import { Type } from "typebox";
import { Closed, Id } from "../../../shared/base/schema.ts";
import type { Desk } from "../../platform/desk.ts";
import type { App } from "../../platform/http.ts";
import { loadSettings } from "../../platform/settings.ts";
import { keepUpload, safeFileName, safeFileType, visibleAttachment } from "./attachments.ts";
import { attachmentNotFound } from "./errors.ts";

/** Pictures that a browser draws and never runs; everything else is only ever saved (S9). */
const inlineTypes: ReadonlyMap<string, (head: Buffer) => boolean> = new Map([
  [
    "image/png",
    (head: Buffer) => head.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
  ],
  ["image/jpeg", (head: Buffer) => head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))],
  ["image/gif", (head: Buffer) => /^GIF8[79]a/.test(head.toString("latin1"))],
  ["image/webp", (head: Buffer) => /^RIFF....WEBP/s.test(head.toString("latin1"))],
]);

const Uploaded = Closed({ id: Type.String(), name: Type.String(), type: Type.String(), size: Type.Integer() });
const UploadId = Closed({ id: Type.String({ pattern: "^[0-9a-zA-Z-]{16,64}$" }) });

export function attachmentRoutes(app: App, { database, files }: Desk): void {
  // Its own scope: here, and only here, a body of any type is taken as a stream.
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    scope.put(
      "/attachments/:id",
      {
        bodyLimit: 1024 * 1024 * 1024,
        config: { access: ["tickets.work", "own.requests"] },
        schema: { params: UploadId, response: { 200: Uploaded } },
      },
      async (request) => {
        const { maxAttachment } = (await loadSettings(database.db)).mail;
        const { id } = request.params as { id: string };
        const name = safeFileName(decodeName(String(request.headers["x-file-name"] ?? "file")));
        const type = safeFileType(request.headers["content-type"]?.split(";")[0]?.trim());
        const body = (request.body ?? request.raw) as Readable;
        const file = await files.putStream(body, maxAttachment);
        const owner = request.caller?.owner ?? "";
        await database.transact((trx) => keepUpload(trx, owner, id, { ...file, name, type }));
        return { id, name, type, size: file.size };
      },
    );
  });

  app.get(
    "/attachments/:id",
    { config: { access: ["tickets.read", "own.requests"] }, schema: { params: Closed({ id: Id }) } },
    async (request, reply) => {
      const found = await visibleAttachment(database.db, request.actor, request.params.id);
      if ((await files.size(found.file)) !== found.size) throw attachmentNotFound();
      const shown = await isShown(found.type, () => firstBytes(files.read(found.file)));
      return reply
        .headers({
          "content-type": shown ? found.type : "application/octet-stream",
          "content-length": String(found.size),
          "content-disposition": `${shown ? "inline" : "attachment"}; ${fileNames(found.name)}`,
          "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
          "cross-origin-resource-policy": "cross-origin",
          "cache-control": "private, max-age=86400, immutable",
        })
        .send(files.read(found.file));
    },
  );
}

async function isShown(type: string, head: () => Promise<Buffer>): Promise<boolean> {
  const check = inlineTypes.get(type);
  return check ? check(await head()) : false;
}

async function firstBytes(stream: Readable): Promise<Buffer> {
  for await (const chunk of stream) return chunk as Buffer;
  return Buffer.alloc(0);
}

/** RFC 6266: a plain name for old readers, the true one in UTF-8. */
function fileNames(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `filename="${plain}"; filename*=UTF-8''${encoded}`;
}

function decodeName(value: string): string {
  try {
    return decodeURIComponent(value).replaceAll("\u0000", "").toWellFormed();
  } catch {
    return value;
  }
}

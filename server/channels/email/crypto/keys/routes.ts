// Keys for encrypted and signed mail. A private key comes in and never goes out.
import { Type } from "typebox";
import {
  ChangeMailKey,
  GenerateMailKey,
  ImportOwnKey,
  ImportPublicKey,
  LookUpKey,
  MailKey,
} from "../../../../../shared/base/mail-key.ts";
import { Closed, Id, Page, PageQuery } from "../../../../../shared/base/schema.ts";
import { can } from "../../../../../shared/identity/permissions.ts";
import type { Desk } from "../../../../platform/desk.ts";
import { notAllowed } from "../../../../platform/errors.ts";
import type { App } from "../../../../platform/http.ts";
import { addOwnKey, addPublicKey, readable } from "./add-key.ts";
import { changeKey, deleteKey } from "./change-key.ts";
import { noPublishedKey } from "./errors.ts";
import { getKey, listKeys } from "./list.ts";
import { generatePgp, readOwnKey, readPublicKey } from "./read-key.ts";
import { keyRow } from "./store.ts";
import { lookUpKey } from "./wkd.ts";

const ById = Closed({ id: Id });

export function mailKeyRoutes(app: App, { database, config }: Desk): void {
  const { db } = database;
  const query = Closed({
    ...PageQuery,
    own: Type.Optional(Type.Boolean()),
    q: Type.Optional(Type.String({ maxLength: 200 })),
  });
  app.get(
    "/mail-keys",
    { config: { access: "settings.read" }, schema: { querystring: query, response: { 200: Page(MailKey) } } },
    async (request) => listKeys(db, request.query),
  );
  app.get(
    "/mail-keys/:id/public",
    { config: { access: "settings.read" }, schema: { params: ById } },
    async (request, reply) => {
      const { kind, fingerprint } = await getKey(db, request.params.id);
      const row = await keyRow(db, request.params.id);
      return reply
        .headers({
          "content-type": "application/octet-stream",
          "content-disposition": `attachment; filename="${fingerprint.slice(-16)}.${kind === "pgp" ? "asc" : "pem"}"`,
        })
        .send(row?.public_key ?? "");
    },
  );

  // Making and reading keys takes a moment: before the transaction, which then only writes.
  app.post(
    "/mail-keys/generate",
    { config: { access: "settings.write" }, schema: { body: GenerateMailKey, response: { 201: MailKey } } },
    async (request, reply) => {
      const { address, name } = request.body;
      const key = await generatePgp(address.toLowerCase(), name ?? "");
      const made = await request.once(201, async (trx) =>
        getKey(trx, await addOwnKey(trx, request.actor, config.secret, key, address, "generated")),
      );
      return reply.status(201).send(made);
    },
  );
  app.post(
    "/mail-keys/own",
    { config: { access: "settings.write" }, schema: { body: ImportOwnKey, response: { 201: MailKey } } },
    async (request, reply) => {
      const { address, file, passphrase = "" } = request.body;
      const key = await readable(readOwnKey(Buffer.from(file, "base64"), passphrase));
      const made = await request.once(201, async (trx) =>
        getKey(trx, await addOwnKey(trx, request.actor, config.secret, key, address, "uploaded")),
      );
      return reply.status(201).send(made);
    },
  );
  app.post(
    "/mail-keys",
    {
      config: { access: "people.write" },
      schema: { body: ImportPublicKey, response: { 201: Closed({ items: Type.Array(MailKey) }) } },
    },
    async (request, reply) => {
      const { address, file, authority } = request.body;
      if (authority && !can(request.actor, "settings.write")) throw notAllowed();
      const key = await readable(readPublicKey(Buffer.from(file, "base64")));
      const made = await request.once(201, async (trx) => {
        const ids = await addPublicKey(trx, request.actor, key, { address, authority, source: "uploaded" });
        return { items: await Promise.all(ids.map((id) => getKey(trx, id))) };
      });
      return reply.status(201).send(made);
    },
  );
  app.post(
    "/mail-keys/look-up",
    { config: { access: "people.write" }, schema: { body: LookUpKey, response: { 201: MailKey } } },
    async (request, reply) => {
      const { address } = request.body;
      const key = await lookUpKey(address);
      if (!key) throw noPublishedKey({ address });
      const made = await request.once(201, async (trx) => {
        const [id] = await addPublicKey(trx, request.actor, key, { address, source: "wkd" });
        return getKey(trx, id as string);
      });
      return reply.status(201).send(made);
    },
  );
  app.patch(
    "/mail-keys/:id",
    {
      config: { access: "people.write" },
      schema: { params: ById, body: ChangeMailKey, response: { 200: MailKey } },
    },
    async (request) =>
      database.transact(async (trx) => {
        await changeKey(trx, request.actor, request.params.id, request.body);
        return getKey(trx, request.params.id);
      }),
  );
  app.delete(
    "/mail-keys/:id",
    { config: { access: "people.write" }, schema: { params: ById, response: { 204: Type.Null() } } },
    async (request, reply) => {
      await database.transact((trx) => deleteKey(trx, request.actor, request.params.id));
      return reply.status(204).send(null);
    },
  );
}

// The mail ledger (B12): what came in, outcome and why; the bytes; once more through intake.
import { Type } from "typebox";
import { Closed, Id, Instant, Nullable, oneOf, Page, PageQuery } from "../../../shared/base/schema.ts";
import { Step } from "../../../shared/conversations/schema.ts";
import type { Desk } from "../../platform/desk.ts";
import type { App } from "../../platform/http.ts";
import type { Channel } from "../contract.ts";
import { keepOpened, openAgain } from "./decrypt.ts";
import { getMailRaw, listMail } from "./ledger.ts";
import { replayMail } from "./replay.ts";

const outcomes = ["received", "done", "dropped", "held", "failed"] as const;
const MailRow = Closed({
  id: Id,
  door: Type.String(),
  from: Nullable(Type.String()),
  to: Type.Array(Type.String()),
  subject: Nullable(Type.String()),
  kind: Nullable(Type.String()),
  receivedAt: Instant,
  /** Bytes. */
  size: Type.Integer(),
  outcome: oneOf(outcomes),
  why: Nullable(Type.String()),
  steps: Type.Array(Step),
  ticket: Nullable(Type.String()),
  message: Nullable(Id),
});
const ById = Closed({ id: Id });

export function mailRoutes(app: App, { database, files }: Desk, channel: Channel): void {
  const { db } = database;
  const query = Closed({
    ...PageQuery,
    direction: Type.Optional(oneOf(["in"])),
    outcome: Type.Optional(oneOf(outcomes)),
    q: Type.Optional(Type.String({ maxLength: 200 })),
  });
  app.get(
    "/mail",
    { config: { access: "mail.read" }, schema: { querystring: query, response: { 200: Page(MailRow) } } },
    async (request) => listMail(db, request.query),
  );
  app.get("/mail/:id/raw", { config: { access: "mail.read" }, schema: { params: ById } }, async (request, reply) =>
    reply
      .headers({
        "content-type": "message/rfc822",
        "content-disposition": `attachment; filename="mail-${request.params.id}.eml"`,
        "content-security-policy": "sandbox; default-src 'none'",
      })
      .send(await getMailRaw(db, request.params.id)),
  );
  app.post(
    "/mail/:id/replay",
    { config: { access: "mail.replay" }, schema: { params: ById, response: { 202: Type.Null() } } },
    async (request, reply) => {
      await database.transact((trx) => replayMail(trx, request.actor, [request.params.id]));
      return reply.status(202).send(null);
    },
  );
  app.post(
    "/messages/:id/decrypt",
    {
      config: { access: "tickets.work" },
      schema: { params: ById, response: { 201: Closed({ message: Id }) } },
    },
    async (request, reply) => {
      const { actor, params } = request;
      const opened = await openAgain({ database, files }, channel, actor, params.id);
      const made = await request.once(201, async (trx) => ({
        message: await keepOpened(trx, actor, params.id, opened),
      }));
      return reply.status(201).send(made);
    },
  );
}

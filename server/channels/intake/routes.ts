// The mail ledger (B12): what came in and went out, outcome and why; the bytes; what a person decides about a mail.
import { Type } from "typebox";
import { Closed, Id, Page } from "../../../shared/base/schema.ts";
import type { Actor } from "../../../shared/identity/permissions.ts";
import { MailEntry, MailQuery, MailSummary } from "../../../shared/mail/schema.ts";
import type { Trx } from "../../platform/db.ts";
import type { Desk } from "../../platform/desk.ts";
import type { App } from "../../platform/http.ts";
import type { Channel } from "../contract.ts";
import { keepOpened, openAgain } from "./decrypt.ts";
import { getMailRaw, listMail } from "./ledger.ts";
import { summarizeMail } from "./ledger-summary.ts";
import { discardMail, releaseMail } from "./release.ts";
import { replayMail } from "./replay.ts";
import { spamRoutes } from "./spam/routes.ts";

const ById = Closed({ id: Id });

export function mailRoutes(app: App, desk: Desk, channel: Channel): void {
  const { database, files } = desk;
  const { db } = database;
  spamRoutes(app, desk);
  app.get(
    "/mail",
    { config: { access: "mail.read" }, schema: { querystring: MailQuery, response: { 200: Page(MailEntry) } } },
    async (request) => listMail(db, request.actor, request.query),
  );
  app.get("/mail/summary", { config: { access: "mail.read" }, schema: { response: { 200: MailSummary } } }, async () =>
    summarizeMail(db),
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
  const verbs = {
    replay: (trx: Trx, actor: Actor, id: string) => replayMail(trx, actor, [id]),
    release: releaseMail,
    discard: discardMail,
  };
  for (const [name, verb] of Object.entries(verbs)) {
    app.post(
      `/mail/:id/${name}`,
      { config: { access: "mail.replay" }, schema: { params: ById, response: { 202: Type.Null() } } },
      async (request, reply) => {
        await database.transact((trx) => verb(trx, request.actor, request.params.id));
        return reply.status(202).send(null);
      },
    );
  }
}

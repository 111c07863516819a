import { Page } from "../../../../shared/base/schema.ts";
import { BoardQuery, ExportQuery, TicketQuery } from "../../../../shared/tickets/query.ts";
import { TicketSummary } from "../../../../shared/tickets/schema.ts";
import { Board } from "../../../../shared/tickets/views.ts";
import type { Desk } from "../../../platform/desk.ts";
import type { App } from "../../../platform/http.ts";
import { exportTickets } from "../export/export-tickets.ts";
import { getBoard } from "./board.ts";
import { listTickets } from "./list-tickets.ts";

const config = { access: ["tickets.read", "own.requests"] as const };

export function listRoutes(app: App, { database: { db } }: Desk): void {
  app.get(
    "/tickets",
    { config, schema: { querystring: TicketQuery, response: { 200: Page(TicketSummary) } } },
    async ({ actor, query }) => listTickets(db, actor, query),
  );
  app.get(
    "/tickets/board",
    { config, schema: { querystring: BoardQuery, response: { 200: Board } } },
    async ({ actor, query }) => getBoard(db, actor, query),
  );
  app.get(
    "/tickets/export",
    { config: { ...config, slow: 120 }, schema: { querystring: ExportQuery } },
    async (request, reply) => {
      const { type, name, content } = await exportTickets(db, request.actor, request.query);
      return reply.type(type).header("content-disposition", `attachment; filename="${name}"`).send(content);
    },
  );
}

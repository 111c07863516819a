import { Found, SearchQuery } from "../../../shared/search/schema.ts";
import type { Desk } from "../../platform/desk.ts";
import type { App } from "../../platform/http.ts";
import { find } from "./find.ts";

export function searchRoutes(app: App, { database }: Desk): void {
  app.get(
    "/search",
    {
      config: { access: ["tickets.read", "own.requests"] },
      schema: { querystring: SearchQuery, response: { 200: Found } },
    },
    async ({ actor, query }) => find(database.db, actor, query),
  );
}

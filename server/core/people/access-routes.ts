import { Closed, Id, Page } from "../../../shared/base/schema.ts";
import { Access, AccessQuery, UpdateAccess } from "../../../shared/identity/access.ts";
import type { Desk } from "../../platform/desk.ts";
import type { App } from "../../platform/http.ts";
import { getAccess, listAccess } from "./access-list.ts";
import { changeAccess } from "./change-access.ts";

export function accessRoutes(app: App, { database }: Desk): void {
  const access = "identity.manage" as const;
  app.get(
    "/people/access",
    { config: { access }, schema: { querystring: AccessQuery, response: { 200: Page(Access) } } },
    async (request) => listAccess(database.db, request.query),
  );
  app.patch(
    "/people/:id/access",
    { config: { access }, schema: { params: Closed({ id: Id }), body: UpdateAccess, response: { 200: Access } } },
    async ({ actor, params, body }) =>
      database.transact(async (trx) => {
        await changeAccess(trx, actor, params.id, body);
        return getAccess(trx, params.id);
      }),
  );
}

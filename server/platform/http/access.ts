// Who may call: every route says it.
import type { FastifyRequest } from "fastify";
import { ErrorBody } from "../../../shared/base/schema.ts";
import { can } from "../../../shared/identity/permissions.ts";
import { notAllowed, notSignedIn, Problem, unavailable } from "../errors.ts";
import { once } from "../idempotency.ts";
import type { Access, App, HttpOptions } from "./app.ts";

/** Every route says who may call it; a route that does not say stops the start (S12). */
export function addAccess(app: App, { database, authenticate, url }: HttpOptions): void {
  app.decorateRequest("caller", null);
  app.decorateRequest("actor", {
    getter() {
      if (!this.caller) throw notSignedIn();
      return this.caller.actor;
    },
  });
  app.decorateRequest("once", function (this: FastifyRequest, status: number, work) {
    return once(database, this, status, work);
  });
  app.decorate("routeTable", []);
  app.addHook("onRoute", (route) => {
    if (route.url.startsWith("/api/docs")) route.config = { ...route.config, access: "public" };
    const { access, slow = null } = (route.config ?? {}) as { access?: Access; slow?: number };
    if (!access) throw new Error(`${route.method} ${route.url} does not say who may call it`);
    for (const method of [route.method].flat())
      if (method !== "HEAD") app.routeTable.push({ method, url: route.url, access, slow, schema: route.schema ?? {} });
    if (route.url.startsWith("/api/v1")) {
      route.schema = {
        ...route.schema,
        response: { ...(route.schema?.response as object), "4xx": ErrorBody, "5xx": ErrorBody },
      };
    }
  });
  app.addHook("onRequest", async (request, reply) => {
    reply.header("cache-control", "no-store");
    const { access } = request.routeOptions.config;
    if (access === undefined) return;
    if (!database.watch.healthy && request.routeOptions.url?.startsWith("/api/v1")) throw unavailable();
    request.caller = needsNobody(request) ? null : await authenticate(request);
    if (access !== "public") requireAccess(request, access);
    if (request.caller?.by === "session" || access === "public") refuseForeignPage(request, url);
  });
}

/** Files of the web part and the probes are the same for everybody: no look-up for them. */
const needsNobody = (request: FastifyRequest): boolean => {
  const url = request.routeOptions.url ?? "";
  return !url.startsWith("/api/") && url !== "/metrics";
};

function requireAccess(request: FastifyRequest, access: Access): void {
  const { actor } = request;
  if (access === "signed-in" || access === "public") return;
  const wanted = typeof access === "string" ? [access] : access;
  if (!wanted.some((permission) => can(actor, permission))) throw notAllowed();
}

const harmless = new Set(["GET", "HEAD", "OPTIONS"]);

/** S19: a page elsewhere can make a browser send a form, but neither our header nor our origin. */
function refuseForeignPage(request: FastifyRequest, url: string): void {
  if (harmless.has(request.method)) return;
  const { origin } = request.headers;
  const own =
    origin === undefined || origin === new URL(url).origin || URL.parse(origin)?.host === request.headers.host;
  if (!own || (request.caller && request.headers["x-requested-with"] !== "listek")) {
    throw new Problem("foreign_origin", 403, "This request did not come from the desk's own page.");
  }
}

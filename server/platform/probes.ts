// For those who watch the process: /healthz, /readyz, /metrics.
import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { can } from "../../shared/identity/permissions.ts";
import type { Desk } from "./desk.ts";
import { notAllowed } from "./errors.ts";
import type { App } from "./http.ts";
import type { LiveHub } from "./live.ts";

/** What must be there before requests make sense. */
export interface Readiness {
  /** Are the jobs running (or is it not this process's task)? */
  jobs: () => boolean;
}

export function probeRoutes(app: App, { database }: Desk, readiness: Readiness, live: LiveHub): void {
  app.get("/healthz", { config: { access: "public" }, schema: { hide: true } }, async () => ({ status: "alive" }));

  // Migrations have run before the app listens.
  app.get("/readyz", { config: { access: "public" }, schema: { hide: true } }, async (_request, reply) => {
    const state = { database: database.watch.healthy, jobs: readiness.jobs() };
    const ready = state.database && state.jobs;
    return reply.status(ready ? 200 : 503).send({ status: ready ? "ready" : "not ready", ...state });
  });

  const registry = createMetrics({ database }, live);
  app.get("/metrics", { config: { access: "public" }, schema: { hide: true } }, async (request, reply) => {
    const local =
      ["127.0.0.1", "::1", "::ffff:127.0.0.1"].includes(request.ip) && request.headers["x-forwarded-for"] === undefined;
    if (!local && !(request.caller && can(request.caller.actor, "settings.read"))) throw notAllowed();
    return reply.header("content-type", registry.contentType).send(await registry.metrics());
  });
}

function createMetrics({ database }: Pick<Desk, "database">, live: LiveHub): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, read: () => Promise<number> | number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(await Promise.resolve(read()).catch(() => Number.NaN));
      },
    });
  const count = (table: "inbound_mail" | "deliveries", column: "status" | "state", values: string[]) => async () => {
    const row = await database.db
      .selectFrom(table)
      .select((select) => select.fn.countAll<string>().as("n"))
      .where(column as never, "in", values as never)
      .executeTakeFirstOrThrow();
    return Number(row.n);
  };
  gauge("listek_mail_unread", "Mails accepted and not read yet", count("inbound_mail", "status", ["received"]));
  gauge("listek_mail_failed", "Mails that could not be read", count("inbound_mail", "status", ["failed"]));
  gauge(
    "listek_deliveries_pending",
    "Messages that have to leave",
    count("deliveries", "state", ["waiting", "queued", "sending", "retrying"]),
  );
  gauge("listek_deliveries_failed", "Messages that could not be sent", count("deliveries", "state", ["failed"]));
  gauge("listek_live_streams", "Open live streams", () => live.streams);
  gauge("listek_database_connections", "Connections of this process", () => database.pool.totalCount);
  gauge("listek_database_waiting", "Requests that wait for a connection", () => database.pool.waitingCount);
  return registry;
}

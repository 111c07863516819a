// How often somebody may ask.
import type { RateLimitPluginOptions } from "@fastify/rate-limit";
import type { Database } from "../db.ts";
import { tooMany } from "../errors.ts";
import { loadSettings } from "../settings.ts";
import type { App } from "./app.ts";

export const limitOptions: RateLimitPluginOptions = {
  global: false,
  keyGenerator: (request) => request.caller?.owner ?? request.ip,
  errorResponseBuilder: () => tooMany(),
};

export function addLimits(app: App, database: Database): void {
  const limited = app.rateLimit({
    timeWindow: 60_000,
    max: async () => (await loadSettings(database.db)).limits.requestsPerMinute,
  });
  const slowLimits = new Map<number, ReturnType<typeof app.rateLimit>>();
  app.addHook("preHandler", async (request, reply) => {
    const { slow } = request.routeOptions.config;
    if (slow) {
      if (!slowLimits.has(slow))
        slowLimits.set(
          slow,
          app.rateLimit({ timeWindow: 60_000, max: slow, keyGenerator: (r) => `${r.ip} ${r.routeOptions.url}` }),
        );
      await slowLimits.get(slow)?.call(app, request, reply);
    }
    // A person in front of a screen is not limited by the token's limit; a script is.
    if (request.caller?.by === "token") await limited.call(app, request, reply);
  });
}

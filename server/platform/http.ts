// The HTTP frame, put together: one error handler, one way to check who may, schemas that validate on the way in and close
// what leaves.
import { parse as parseQuery } from "node:querystring";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import swaggerUi from "@fastify/swagger-ui";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import Fastify, { type FastifyBaseLogger, LogController } from "fastify";
import { notFound } from "./errors.ts";
import { addAccess } from "./http/access.ts";
import { answerError, answerUnroutable } from "./http/answer-error.ts";
import type { App, HttpOptions } from "./http/app.ts";
import { addJsonParser, validators } from "./http/bodies.ts";
import { closeInTime } from "./http/close-in-time.ts";
import { addDescription } from "./http/description.ts";
import { securityHeaders } from "./http/headers.ts";
import { addLimits, limitOptions } from "./http/limits.ts";
import type { Log } from "./log.ts";
import { serializerCompiler } from "./serialize.ts";

export type { Access, App, Caller, HttpOptions, RouteEntry } from "./http/app.ts";

export async function createHttp(options: HttpOptions): Promise<App> {
  const { database, log, url, version } = options;
  const app = Fastify({
    loggerInstance: quieter(log) as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1024 * 1024,
    requestTimeout: 120_000,
    connectionTimeout: 0,
    keepAliveTimeout: 65_000,
    // A proxy on this machine may say for whom it asks; nobody else is believed (S24).
    trustProxy: "loopback",
    http: { headersTimeout: 15_000 },
    routerOptions: { maxParamLength: 200, querystringParser: (text) => parseQuery(text.replace(/%00/g, "")) },
    genReqId: () => "",
    frameworkErrors: answerUnroutable,
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.setValidatorCompiler(validators());
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(answerError(database));
  app.setNotFoundHandler((_request, _reply) => {
    throw notFound();
  });
  addJsonParser(app);
  await addDescription(app, version);
  await app.register(cookie);
  await app.register(helmet, securityHeaders(url));
  await app.register(rateLimit, limitOptions);
  addAccess(app, options);
  closeInTime(app);
  // After the headers and the rights, or its pages would have neither.
  await app.register(swaggerUi, { routePrefix: "/api/docs", staticCSP: false, uiConfig: { deepLinking: false } });
  addLimits(app, database);
  return app;
}

/** The framework's own news are for who debugs; the start says where everything is. */
const quieter = (log: Log): Log =>
  log.isLevelEnabled("info") && !log.isLevelEnabled("debug") ? log.child({}, { level: "warn" }) : log;

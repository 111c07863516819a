// The one place that turns an error into an answer.
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import type { Database } from "../db.ts";
import { badRequest, diskFull, isDatabaseGone, isDiskFull, notFound, Problem, unavailable } from "../errors.ts";

export function answerError(database: Database) {
  return (error: FastifyError | Problem, request: FastifyRequest, reply: FastifyReply) => {
    const problem = toProblem(error, request, database);
    if (problem.status >= 500)
      request.log.error({ err: error, method: request.method, url: request.routeOptions.url }, problem.code);
    if (problem.status === 503) reply.header("retry-after", "5");
    if (problem.status === 429) reply.header("retry-after", reply.getHeader("retry-after") ?? "60");
    return reply.status(problem.status).send({
      error: { code: problem.code, message: problem.message, ...(problem.fields && { fields: problem.fields }) },
    });
  };
}

/** An address that no route can be looked up for (broken escapes, a name without end): no hook has run yet. */
export function answerUnroutable(error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  const { code, message } = badRequest({ why: "The address cannot be read." });
  void reply
    .status(error.statusCode ?? 400)
    .header("x-content-type-options", "nosniff")
    .header("content-security-policy", "default-src 'none'")
    .send({ error: { code, message } });
}

const statusWords: Record<number, [code: string, message: string]> = {
  400: ["bad_request", "The request could not be understood."],
  404: ["not_found", "There is nothing here that you may see."],
  413: ["too_large", "The request is too large. Send files by PUT /attachments/{id}."],
  415: ["unsupported_media_type", "Send JSON (content-type: application/json)."],
};

function toProblem(error: FastifyError | Problem, request: FastifyRequest, database: Database): Problem {
  if (error instanceof Problem) return error;
  if (error.validation) return validationProblem(error);
  if (isDiskFull(error)) return diskFull();
  if (isDatabaseGone(error) || (!database.watch.healthy && !error.statusCode)) return unavailable();
  const known = statusWords[error.statusCode ?? 0];
  if (known) return new Problem(known[0], error.statusCode as number, known[1]);
  if (error.statusCode && error.statusCode < 500) return new Problem("bad_request", error.statusCode, error.message);
  void request;
  return new Problem("internal", 500, "Something went wrong on our side. It was written to the log.");
}

function validationProblem(error: FastifyError): Problem {
  const context = error.validationContext ?? "body";
  if (context === "params") return notFound();
  const fields: Record<string, string> = {};
  for (const each of error.validation ?? []) {
    const extra = (each.params as { additionalProperty?: string; missingProperty?: string }) ?? {};
    const missing = extra.additionalProperty ?? extra.missingProperty;
    const path = [...each.instancePath.split("/").slice(1), ...(missing ? [missing] : [])].join(".") || context;
    if (each.keyword === "anyOf" || each.keyword === "oneOf") fields[path] ??= "has the wrong form";
    else fields[path] = extra.additionalProperty ? "is not known here" : (each.message ?? "is wrong");
  }
  const [name, why] = Object.entries(fields)[0] ?? [context, "is wrong"];
  return new Problem("invalid", context === "body" ? 422 : 400, `${name} ${why}`, fields);
}

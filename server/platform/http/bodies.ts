// What comes in: bodies are JSON, and schemas say what they may hold.
import { Ajv, type ValidateFunction } from "ajv";
import addFormatsModule from "ajv-formats";
import type { FastifySchemaValidationError } from "fastify";
import { Problem } from "../errors.ts";
import type { App } from "./app.ts";

const addFormats = addFormatsModule as unknown as (ajv: Ajv) => void;

/**
 * Each schema is compiled when it is first asked: all of them take half a second of processor, and a start would wait for it.
 * That each one compiles is held by test/golden.
 */
export function validators() {
  const options = { removeAdditional: false, useDefaults: true, allErrors: true, allowUnionTypes: true } as const;
  const strict = new Ajv({ ...options, coerceTypes: false });
  const lenient = new Ajv({ ...options, coerceTypes: true });
  addFormats(strict);
  addFormats(lenient);
  return ({ schema, httpPart }: { schema: unknown; httpPart?: string }) => {
    let check: ValidateFunction | null = null;
    return (data: unknown) => {
      check ??= (httpPart === "body" ? strict : lenient).compile(schema as object);
      return check(data) ? true : { error: check.errors as FastifySchemaValidationError[] };
    };
  };
}

/** PostgreSQL text holds neither NUL nor half a surrogate pair; a hostile key must not reach a prototype. */
export function addJsonParser(app: App): void {
  app.removeContentTypeParser(["application/json", "text/plain"]);
  app.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => {
    if (body === "") return done(null, undefined);
    try {
      done(null, JSON.parse(body as string, clean));
    } catch (error) {
      if (error instanceof Problem) return done(error);
      done(new Problem("bad_json", 400, `The body is not valid JSON: ${(error as Error).message}`));
    }
  });
}

function clean(this: unknown, key: string, value: unknown): unknown {
  if (key === "__proto__" || key === "constructor" || key === "prototype") {
    throw new Problem("bad_json", 400, `The name "${key}" cannot be used.`);
  }
  return typeof value === "string" ? value.replaceAll("\u0000", "").toWellFormed() : value;
}

// What the parts of the HTTP frame share: who calls, and what routes and requests carry.
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyRequest,
  FastifySchema,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from "fastify";
import type { Actor, Permission } from "../../../shared/identity/permissions.ts";
import type { Database, Trx } from "../db.ts";
import type { Log } from "../log.ts";

/** What a route asks of who calls it. Several: any one of them is enough. */
export type Access = "public" | "signed-in" | Permission | readonly Permission[];

/** How the caller proved who he is. */
export interface Caller {
  actor: Actor;
  /** What idempotency keys and rate limits belong to. */
  owner: string;
  /** Who answers for what is done: the person himself, or who made the token; null when it was made at the machine itself. */
  answerable: string | null;
  /** Cookie sessions need proof that the request was made by our own page (S19). */
  by: "session" | "token";
  sessionId: string | null;
}

/** One line of the table of routes. HEAD is not listed beside its GET. */
export interface RouteEntry {
  method: string;
  url: string;
  access: Access;
  /** Requests a minute from one address, where that is less than the general limit. */
  slow: number | null;
  schema: FastifySchema;
}

declare module "fastify" {
  interface FastifyInstance {
    /** Every route there is, in the order of registration: golden tables and the tests of rights go by it. */
    routeTable: RouteEntry[];
  }
  interface FastifyContextConfig {
    access: Access;
    /** Requests a minute from one address, below the general limit. */
    slow?: number;
  }
  interface FastifyRequest {
    caller: Caller | null;
    /** Who calls; throws 401 on a public route that nobody signed in to. */
    actor: Actor;
    /** Runs the write in one transaction; with an `Idempotency-Key`, exactly once however often it is sent. */
    once<T>(status: number, work: (trx: Trx) => Promise<T>): Promise<T>;
  }
}

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression<RawServerDefault>,
  RawReplyDefaultExpression<RawServerDefault>,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export interface HttpOptions {
  database: Database;
  log: Log;
  /** Public address: decides on Secure cookies and HSTS. */
  url: string;
  version: string;
  authenticate: (request: FastifyRequest) => Promise<Caller | null>;
}

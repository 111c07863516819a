// The API's description of itself.
import swagger from "@fastify/swagger";
import type { App } from "./app.ts";

export async function addDescription(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Listek",
        version,
        description: "A help desk and service desk. Lists are pages: follow `next` with `after`.",
      },
      servers: [{ url: "/" }],
      components: {
        securitySchemes: {
          token: { type: "http", scheme: "bearer" },
          session: { type: "apiKey", in: "cookie", name: "listek" },
        },
      },
      security: [{ token: [] }, { session: [] }],
    },
    transform: ({ schema, url }) => ({ schema: schema ?? {}, url }),
  });
}

// The built web part: files under /desk, and the desk's page for every address below it.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import { notFound } from "./errors.ts";
import type { App } from "./http.ts";

const root = fileURLToPath(new URL("../../dist/web/", import.meta.url));

export async function webRoutes(app: App): Promise<void> {
  // What customers see at / comes with the portal; until then the way leads to the desk.
  app.get("/", { config: { access: "public" }, schema: { hide: true } }, async (_request, reply) =>
    reply.redirect("/desk/"),
  );
  app.get("/desk", { config: { access: "public" }, schema: { hide: true } }, async (_request, reply) =>
    reply.redirect("/desk/"),
  );
  if (!existsSync(root)) return;
  await app.register(async (scope) => {
    await scope.register(fastifyStatic, { root, serve: false, preCompressed: true });
    scope.get("/desk/*", { config: { access: "public" }, schema: { hide: true } }, async (request, reply) => {
      const path = (request.params as { "*": string })["*"];
      // Names of built files carry their content's hash; the page that names them does not.
      if (/^assets\/[\w.-]+$/.test(path) && existsSync(`${root}${path}`)) {
        return reply
          .header("cache-control", "public, max-age=31536000, immutable")
          .sendFile(path, { cacheControl: false });
      }
      if (/^[\w-]+\.(?:js|svg|png|ico|webmanifest)$/.test(path) && existsSync(`${root}${path}`)) {
        return reply.header("cache-control", "no-cache").sendFile(path, { cacheControl: false });
      }
      if (path.startsWith("assets/")) throw notFound();
      return reply.header("cache-control", "no-cache").sendFile("desk.html", { cacheControl: false });
    });
  });
}

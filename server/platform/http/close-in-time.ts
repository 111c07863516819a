import type { App } from "./app.ts";

const finishMs = 5000;

/** At a stop: what is being answered may finish; connections that are idle, or never asked anything, are not waited for. */
export function closeInTime(app: App): void {
  app.addHook("preClose", async () => {
    const { server } = app;
    if (!server.listening) return;
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    const cut = setTimeout(() => server.closeAllConnections(), finishMs);
    server.once("close", () => {
      clearInterval(sweep);
      clearTimeout(cut);
    });
  });
}

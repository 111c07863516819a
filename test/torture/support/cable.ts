// The cable between the desk and its database, which can be cut, clogged, or broken without either end being told.
import net from "node:net";

export interface Cable {
  /** The same address, through the cable. */
  url: string;
  /** Both ends learn of it at once, and calls are refused. */
  cut(): void;
  /** Nothing goes through; calls are taken and not answered. Nothing is lost either. */
  clog(): void;
  /** What is connected now stays so until the next time, and nothing ever comes through it again; new connections work. */
  halfOpen(): void;
  /** As new; what was held back goes on its way. */
  mend(): void;
  stop(): Promise<void>;
}

export async function layCable(databaseUrl: string): Promise<Cable> {
  const target = new URL(databaseUrl);
  const host = target.searchParams.get("host");
  const to = host?.startsWith("/")
    ? { path: `${host}/.s.PGSQL.${target.port || 5432}` }
    : { port: Number(target.port || 5432), host: target.hostname };
  const pairs = new Set<[net.Socket, net.Socket]>();
  const forgotten: net.Socket[] = [];
  let state: "whole" | "cut" | "clogged" = "whole";
  const server = net.createServer((near) => {
    if (state === "cut") return near.destroy();
    const far = net.connect(to as net.TcpNetConnectOpts);
    const pair: [net.Socket, net.Socket] = [near, far];
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of pair) socket.on("error", end).on("close", end);
    near.pipe(far);
    far.pipe(near);
    if (state === "clogged") hold(pair);
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  await listen(0);
  const { port } = server.address() as net.AddressInfo;
  const through = new URL(databaseUrl);
  through.searchParams.delete("host");
  through.hostname = "127.0.0.1";
  through.port = String(port);

  function hold([near, far]: [net.Socket, net.Socket]): void {
    near.unpipe(far);
    far.unpipe(near);
    near.pause();
    far.pause();
  }
  const cut = () => {
    state = "cut";
    for (const [near, far] of pairs) {
      near.destroy();
      far.destroy();
    }
  };
  return {
    url: through.href,
    cut,
    clog() {
      state = "clogged";
      for (const pair of pairs) hold(pair);
    },
    halfOpen() {
      // The last ones have been found dead by now, as by TCP keepalive.
      for (const socket of forgotten.splice(0)) socket.destroy();
      for (const pair of pairs) {
        hold(pair);
        pairs.delete(pair);
        forgotten.push(...pair);
        // The near end giving up must not be heard at the far end.
        pair[0].removeAllListeners("close").on("close", () => {});
      }
    },
    mend() {
      state = "whole";
      for (const pair of pairs) {
        // Those that came meanwhile are whole; piped twice everything would come twice.
        hold(pair);
        const [near, far] = pair;
        near.pipe(far);
        far.pipe(near);
      }
    },
    async stop() {
      cut();
      for (const socket of forgotten) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

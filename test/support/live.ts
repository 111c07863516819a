// GET /live as a browser reads it: a real stream, cut into its events.
import type { LiveMessages } from "../../shared/live.ts";

export interface Stream {
  status: number;
  heard: () => string;
  /** What came so far under `event: name`. */
  told: <K extends keyof LiveMessages>(name: K) => LiveMessages[K][];
  close: () => void;
}

export async function listen(url: string, credentials: Record<string, string>): Promise<Stream> {
  const control = new AbortController();
  const response = await fetch(`${url}/api/v1/live`, { headers: credentials, signal: control.signal });
  let text = "";
  void (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk as Uint8Array, { stream: true });
  })().catch(() => {});
  return {
    status: response.status,
    heard: () => text,
    told: (name) =>
      [...text.matchAll(/^event: (\w+)\ndata: (.*)\n\n/gm)]
        .filter((match) => match[1] === name)
        .map((match) => JSON.parse(match[2] as string)),
    close: () => control.abort(),
  };
}

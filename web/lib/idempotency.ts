import { useRef } from "react";
import { newKey } from "./api.ts";

/**
 * Gives the same key as long as the same thing is tried, so that a second click or a retry after a dead network is the
 * same request to the server; a changed input is a new request.
 */
export function useRequestKey(): { for(input: unknown): string; done(): void } {
  const last = useRef<{ input: string; key: string } | null>(null);
  return {
    for(input) {
      const text = JSON.stringify(input);
      if (last.current?.input !== text) last.current = { input: text, key: newKey() };
      return last.current.key;
    },
    done() {
      last.current = null;
    },
  };
}

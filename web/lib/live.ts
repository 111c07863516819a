import { useSyncExternalStore } from "react";
import type { WireEvent } from "../../shared/events.ts";
import type { LiveMessages } from "../../shared/live.ts";
import { apiUrl } from "./api.ts";

type Listener = (event: WireEvent) => void;
const listeners = new Set<Listener>();

/** What passes and is not history: who is here, whose draft grew, what I am told. */
const signals: { [name in keyof LiveMessages]: Set<(data: LiveMessages[name]) => void> } = {
  presence: new Set(),
  draft: new Set(),
  notification: new Set(),
};
const stateListeners = new Set<() => void>();

let source: EventSource | null = null;
let connected = true;
let retry: ReturnType<typeof setTimeout> | undefined;

function setConnected(value: boolean) {
  if (connected === value) return;
  connected = value;
  for (const tell of stateListeners) tell();
}

/** Opens the one stream of this page. The browser reconnects by itself and says where it stopped (Last-Event-ID). */
export function startLive(onReconnect: () => void): () => void {
  let lost = false;
  const open = () => {
    source = new EventSource(apiUrl("/live"));
    source.onopen = () => {
      setConnected(true);
      if (lost) onReconnect();
      lost = false;
    };
    source.onerror = () => {
      lost = true;
      setConnected(false);
      // After an answer that is no stream (the server restarts behind a proxy) the browser gives up: we do not.
      if (source?.readyState === EventSource.CLOSED) retry = setTimeout(open, 5000);
    };
    // We were away for too long to be told everything one by one.
    source.addEventListener("reset", onReconnect);
    for (const name of Object.keys(signals) as (keyof LiveMessages)[]) {
      source.addEventListener(name, (message) => pass(name, JSON.parse(message.data as string)));
    }
    source.onmessage = (message) => {
      const event = JSON.parse(message.data as string) as WireEvent;
      for (const tell of listeners) tell(event);
    };
  };
  open();
  return () => {
    clearTimeout(retry);
    source?.close();
    source = null;
    setConnected(true);
  };
}

export function onLive(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function pass<Name extends keyof LiveMessages>(name: Name, data: LiveMessages[Name]): void {
  for (const tell of signals[name]) tell(data);
}

export function onSignal<Name extends keyof LiveMessages>(
  name: Name,
  listener: (data: LiveMessages[Name]) => void,
): () => void {
  signals[name].add(listener);
  return () => {
    signals[name].delete(listener);
  };
}

export const useConnected = () =>
  useSyncExternalStore(
    (listener) => {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    () => connected,
  );

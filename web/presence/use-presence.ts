import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import type { Doing } from "../../shared/presence/schema.ts";
import { apiUrl, newKey, put } from "../lib/api.ts";
import { onSignal } from "../lib/live.ts";
import { type Present, presenceOf } from "../lib/presence.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { useSession } from "../lib/session.ts";

type Writing = "replying" | "noting" | null;
const beatMs = 4000;
/** This tab's name, for as long as it lives. */
const tab = newKey();

/**
 * Says every four seconds that this ticket is open here, at once when that changes, and when it no longer is; knows who
 * else has it open.
 */
export function usePresence(number: string): { answering: Present[]; say(writing: Writing): void } {
  const me = useSession().person.id;
  const { data: people } = useQuery(presenceOf(number));
  const writing = useRef<Writing>(null);
  const beat = useRef<() => void>(() => {});

  useEffect(() => {
    const sign = () =>
      void put(`/tickets/${number}/presence`, { tab, doing: doingNow(writing.current) }).catch(() => {});
    // As a beacon, which cannot carry the header that says it is this page that asks.
    const leave = () =>
      void fetch(apiUrl(`/tickets/${number}/presence/leave`), {
        method: "POST",
        keepalive: true,
        headers: { "content-type": "application/json", "x-requested-with": "listek" },
        body: JSON.stringify({ tab }),
      }).catch(() => {});
    beat.current = sign;
    sign();
    const timer = setInterval(sign, beatMs);
    document.addEventListener("visibilitychange", sign);
    window.addEventListener("pagehide", leave);
    const forget = onSignal("presence", ({ ticket, people }) =>
      queryClient.setQueryData(keys.presence(ticket), people),
    );
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", sign);
      window.removeEventListener("pagehide", leave);
      forget();
      leave();
    };
  }, [number]);

  const answering = useMemo(
    () => (people ?? []).filter(({ id, doing }) => id !== me && doing === "replying"),
    [people, me],
  );
  return {
    answering,
    say: (now) => {
      if (now === writing.current) return;
      writing.current = now;
      beat.current();
    },
  };
}

const doingNow = (writing: Writing): Doing => (document.hidden ? "idle" : (writing ?? "viewing"));

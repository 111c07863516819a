import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "./session.ts";
import { exactTime, moment, timeAgo } from "./time.ts";

let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for the whole page, twice a minute. */
function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const tell of listeners) tell();
  }, 30_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

export type Times = ReturnType<typeof useTimes>;

/** Times in the person's language and zone. */
export function useTimes() {
  const { i18n, t } = useTranslation();
  const { timeZone } = useSession().person;
  const current = useSyncExternalStore(subscribe, () => now);
  const language = i18n.language;
  return {
    ago: (at: string) => timeAgo(at, Math.max(current, Date.now() - 30_000), language, timeZone) || t("time.now"),
    exact: (at: string) => exactTime(at, language, timeZone),
    moment: (at: string) => moment(at, language, timeZone),
    language,
  };
}

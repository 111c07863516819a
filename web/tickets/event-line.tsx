import { useTranslation } from "react-i18next";
import type { WireEvent } from "../../shared/events.ts";
import { useTimes } from "../lib/use-time.ts";
import { TimeAgo } from "../ui/time-ago.tsx";
import { describeEvent } from "./describe-event.ts";
import css from "./event-line.module.css";
import type { Words } from "./load.ts";

/** Something that happened between two messages, as one grey line. */
export function EventLine({ event, words }: { event: WireEvent; words: Words }) {
  const { t, i18n } = useTranslation();
  const { moment } = useTimes();
  return (
    <p className={css.line}>
      <span className={css.text}>
        {event.actor && <b>{event.actor.kind === "system" ? t("event.system") : event.actor.name}</b>}{" "}
        {describeEvent(t, i18n.language, event, words, moment)}
      </span>
      <TimeAgo at={event.at} className={css.time} />
    </p>
  );
}

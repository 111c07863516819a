import { VisuallyHidden } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { onLive } from "../lib/live.ts";

/** So that the same words twice are two pieces of news; older ones have been heard. */
const kept = 5;

/** Reads new messages aloud to those who cannot see them come. */
export function Announcer() {
  const { t } = useTranslation();
  const [news, setNews] = useState<readonly { id: string; text: string }[]>([]);
  useEffect(
    () =>
      onLive((event) => {
        if (event.kind !== "message.received" || !event.ticket) return;
        const text = t("live.newMessage", { number: event.ticket });
        setNews((before) => [...before, { id: event.id, text }].slice(-kept));
      }),
    [t],
  );
  return (
    <VisuallyHidden role="log" aria-live="polite">
      {news.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </VisuallyHidden>
  );
}

import {
  IconAlertTriangle,
  IconArrowUp,
  IconBan,
  IconCheck,
  IconClock,
  IconClockPause,
  IconRefresh,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { DeliveryState } from "../../shared/conversations/schema.ts";
import css from "./delivery.module.css";

const icons = {
  waiting: IconClockPause,
  queued: IconClock,
  sending: IconArrowUp,
  sent: IconCheck,
  retrying: IconRefresh,
  failed: IconAlertTriangle,
  cancelled: IconBan,
} satisfies Record<DeliveryState, typeof IconCheck>;

/** The state of a message on its way out: a sign and its word. */
export function DeliveryWord({ state, title }: { state: DeliveryState; title?: string }) {
  const { t } = useTranslation();
  const Icon = icons[state];
  return (
    <span className={css.word} data-state={state} title={title}>
      <Icon size={14} stroke={2} aria-hidden="true" />
      {t(`desk:delivery.${state}`)}
    </span>
  );
}

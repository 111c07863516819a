import {
  IconAlertTriangle,
  IconArrowDown,
  IconArrowUp,
  IconCheck,
  IconClock,
  IconHandStop,
  IconTrash,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { MailEntry } from "../../shared/mail/schema.ts";
import { DeliveryWord } from "../ui/delivery.tsx";
import css from "./mail.module.css";

const icons = {
  received: IconClock,
  done: IconCheck,
  held: IconHandStop,
  dropped: IconTrash,
  failed: IconAlertTriangle,
};
type Incoming = keyof typeof icons;
const cameIn = (outcome: string): outcome is Incoming => outcome in icons;

/** Which way it went and what became of it: a sign and a word for each. */
export function Outcome({ mail: { direction, outcome } }: { mail: Pick<MailEntry, "direction" | "outcome"> }) {
  const { t } = useTranslation("mail");
  const Way = direction === "in" ? IconArrowDown : IconArrowUp;
  const way = t(direction === "in" ? "in" : "out");
  return (
    <span className={css.outcome}>
      <Way size={15} className={css.way} role="img" aria-label={way} title={way} />
      {direction === "in" && cameIn(outcome) ? (
        <IncomingWord outcome={outcome} />
      ) : (
        <DeliveryWord state={outcome as never} />
      )}
    </span>
  );
}

function IncomingWord({ outcome }: { outcome: Incoming }) {
  const { t } = useTranslation("mail");
  const Icon = icons[outcome];
  return (
    <span className={css.word} data-outcome={outcome}>
      <Icon size={14} stroke={2} aria-hidden="true" />
      {t(`outcome.${outcome}`)}
    </span>
  );
}

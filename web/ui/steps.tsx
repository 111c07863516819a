import { IconArrowDown, IconHandStop, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Step } from "../../shared/conversations/schema.ts";
import { reasonText } from "../lib/reason.ts";
import css from "./steps.module.css";

const icons = { continue: IconArrowDown, hold: IconHandStop, drop: IconTrash } satisfies Record<
  Step["outcome"],
  unknown
>;

/** The decisions on a mail's way in, each with its reason. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  // The reasons stand in the catalogue of the ledger.
  const { t } = useTranslation("mail");
  return (
    <ol className={css.steps}>
      {steps.map((step, index) => {
        const Icon = icons[step.outcome];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps never change, and one may stand there twice
          <li key={index} data-outcome={step.outcome}>
            <Icon size={15} aria-hidden="true" />
            <div>
              <b>{t(`desk:threading.step.${step.step}`, { defaultValue: step.step })}</b>
              <span className={css.why}>{reasonText(t, step)}</span>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

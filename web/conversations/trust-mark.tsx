import { IconHelpHexagon, IconShieldCheck, IconUserCheck, IconUserQuestion } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { TrustLevel } from "../../shared/conversations/schema.ts";
import css from "./trust-mark.module.css";

const icons = {
  unknown: IconUserQuestion,
  claimed: IconHelpHexagon,
  known: IconUserCheck,
  verified: IconShieldCheck,
} satisfies Record<TrustLevel, typeof IconShieldCheck>;

/** How sure we are who wrote it. Doubt is written out, certainty is a small sign. */
export function TrustMark({ trust, from }: { trust: TrustLevel; from: string | null }) {
  const { t } = useTranslation();
  const Icon = icons[trust];
  const doubt = trust === "claimed" || trust === "unknown";
  const explanation = t(`trust.${trust}.why`, { from: from ?? "" });
  return (
    <span className={css.mark} data-trust={trust} title={explanation}>
      <Icon size={15} stroke={1.75} aria-hidden="true" />
      <span className={doubt ? css.word : css.hidden}>{t(`trust.${trust}.word`)}</span>
    </span>
  );
}

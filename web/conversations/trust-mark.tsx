import { Popover } from "@mantine/core";
import { IconHelpHexagon, IconShieldCheck, IconUserCheck, IconUserQuestion } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Message } from "../../shared/conversations/schema.ts";
import type { TrustLevel } from "../../shared/conversations/trust.ts";
import css from "./trust-mark.module.css";

const icons = {
  unknown: IconUserQuestion,
  claimed: IconHelpHexagon,
  known: IconUserCheck,
  verified: IconShieldCheck,
} satisfies Record<TrustLevel, typeof IconShieldCheck>;

type Props = Pick<Message, "trust" | "trustReasons" | "author" | "from">;

/** How sure we are who wrote it, and why. Doubt is written out, certainty is a small sign. */
export function TrustMark({ trust, trustReasons, author, from }: Props) {
  const { t } = useTranslation();
  // Not the address: answers may go to another one than it came from.
  const why = t(`trust.${trust}.why`, { from: author?.name || from || "" });
  const [used, setUsed] = useState(false);
  const Icon = icons[trust];
  const doubt = trust === "claimed" || trust === "unknown";
  const word = t(`trust.${trust}.word`);
  const button = (
    <button
      type="button"
      className={css.mark}
      data-trust={trust}
      title={why}
      aria-label={t("trust.open", { word })}
      onClick={() => setUsed(true)}
    >
      <Icon size={15} stroke={1.75} aria-hidden="true" />
      {doubt && <span className={css.word}>{word}</span>}
    </button>
  );
  if (!used) return button;
  return (
    <Popover position="bottom-start" width={340} defaultOpened>
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown>
        <p className={css.why}>{why}</p>
        <ul className={css.reasons}>
          {trustReasons.map(({ code, detail }) => (
            <li key={code}>{t(`trust.reason.${code}`, { detail: detail ?? "" })}</li>
          ))}
          {trustReasons.length === 0 && <li>{t("trust.none")}</li>}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

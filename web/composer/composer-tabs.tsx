import { IconArrowBackUp, IconNote } from "@tabler/icons-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { ComposeKind } from "../lib/compose.ts";
import css from "./composer-tabs.module.css";
import type { Place } from "./place.ts";

interface Props {
  kind: ComposeKind;
  can: Place["can"];
  onKind(kind: ComposeKind): void;
}

const tabs = [
  { kind: "reply", Icon: IconArrowBackUp, hotkey: "r" },
  { kind: "note", Icon: IconNote, hotkey: "n" },
] as const;

export const ComposerTabs = memo(function ComposerTabs({ kind, can, onKind }: Props) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its frame
    <div className={css.tabs} role="group" aria-label={t("composer.kind")}>
      {tabs
        .filter((tab) => can[tab.kind])
        .map((tab) => (
          <button
            key={tab.kind}
            type="button"
            aria-pressed={kind === tab.kind}
            title={`${t(`composer.${tab.kind}`)}  ${tab.hotkey}`}
            onClick={() => onKind(tab.kind)}
          >
            <tab.Icon size={15} aria-hidden="true" />
            {t(`composer.${tab.kind}`)}
          </button>
        ))}
    </div>
  );
});

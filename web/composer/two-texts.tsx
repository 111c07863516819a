import { Button } from "@mantine/core";
import { IconCopyX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Draft as ServerDraft } from "../../shared/drafts/schema.ts";
import { TimeAgo } from "../ui/time-ago.tsx";
import css from "./two-texts.module.css";

interface Props {
  mine: string;
  theirs: ServerDraft;
  onChoose(which: "theirs" | "mine"): void;
}

/** The same draft was written in two windows: both are shown, one is chosen, nothing is lost unseen. */
export function TwoTexts({ mine, theirs, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <section className={css.two} role="alert" aria-label={t("composer.two.title")}>
      <p className={css.title}>
        <IconCopyX size={16} aria-hidden="true" />
        {t("composer.two.title")}
      </p>
      <div className={css.texts}>
        <div>
          <b>{t("composer.two.mine")}</b>
          <p>{mine}</p>
          <Button size="compact-xs" onClick={() => onChoose("mine")}>
            {t("composer.two.keepMine")}
          </Button>
        </div>
        <div>
          <b>
            {t("composer.two.theirs")} · <TimeAgo at={theirs.updatedAt} />
          </b>
          <p>{theirs.body}</p>
          <Button size="compact-xs" onClick={() => onChoose("theirs")}>
            {t("composer.two.keepTheirs")}
          </Button>
        </div>
      </div>
    </section>
  );
}

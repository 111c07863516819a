import { Select, Switch, TagsInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Settings } from "../../shared/base/settings.ts";
import { fieldProblem } from "../ui/form-problem.tsx";
import { settingsQuery } from "./load.ts";
import { Part } from "./part.tsx";
import { useSaveSettings } from "./save.ts";
import { SavedField } from "./saved-field.tsx";
import css from "./settings.module.css";

type List = "blocked" | "allowed";

/** What is held, and who is asked about it. */
export function Spam() {
  const { t } = useTranslation("settings");
  const { data: settings } = useQuery(settingsQuery);
  const { save, error } = useSaveSettings();
  if (!settings) return null;
  const { spam, virus } = settings;
  // What was refused stands at the end of the list, where it was added.
  const refused = (name: List) =>
    [0, 1, 2, 3].some((at) => fieldProblem(error, `spam.${name}.${spam[name].length + at}`));
  const list = (name: List) => ({
    label: t(`spam.${name}`),
    description: t(`spam.${name}Hint`),
    value: spam[name],
    splitChars: [",", " ", ";"],
    acceptValueOnBlur: true,
    comboboxProps: { disabled: true },
    error: refused(name) ? t("spam.noSender") : undefined,
    onChange: (senders: string[]) => save({ spam: { [name]: senders } }),
  });
  const wrong = (path: string) => (fieldProblem(error, path) ? t("spam.noPlace") : undefined);
  return (
    <>
      <Part title={t("spam.own")} hint={t("spam.ownHint")}>
        <Switch
          label={t("spam.filter")}
          description={t("spam.filterHint")}
          checked={spam.filter}
          onChange={(event) => save({ spam: { filter: event.currentTarget.checked } })}
        />
      </Part>
      <Part title={t("spam.first")} hint={t("spam.firstHint")}>
        <Switch
          label={t("spam.challenge")}
          description={t("spam.challengeHint")}
          checked={spam.challenge}
          onChange={(event) => save({ spam: { challenge: event.currentTarget.checked } })}
        />
      </Part>
      <Part title={t("spam.lists")}>
        <div className={css.form}>
          <TagsInput {...list("blocked")} placeholder="bad.example" />
          <TagsInput {...list("allowed")} placeholder="partner@good.example" />
        </div>
      </Part>
      <Part title={t("spam.scanners")} hint={t("spam.scannersHint")}>
        <div className={css.form}>
          <SavedField
            label="rspamd"
            description={t("spam.rspamdHint")}
            placeholder="http://127.0.0.1:11333"
            value={spam.rspamd}
            error={wrong("spam.rspamd")}
            onSave={(rspamd) => save({ spam: { rspamd } })}
          />
          <SavedField
            label="SpamAssassin (spamd)"
            description={t("spam.spamdHint")}
            placeholder="127.0.0.1:783"
            value={spam.spamd}
            error={wrong("spam.spamd")}
            onSave={(spamd) => save({ spam: { spamd } })}
          />
          <SavedField
            label="ClamAV (clamd)"
            description={t("spam.clamdHint")}
            placeholder="/run/clamav/clamd.ctl"
            value={virus.clamd}
            error={wrong("virus.clamd")}
            onSave={(clamd) => save({ virus: { clamd } })}
          />
          <Select
            label={t("spam.away")}
            description={t("spam.awayHint")}
            value={virus.away}
            allowDeselect={false}
            data={(["pass", "wait"] as const).map((value) => ({ value, label: t(`spam.when.${value}`) }))}
            onChange={(away) => save({ virus: { away: away as Settings["virus"]["away"] } })}
          />
        </div>
      </Part>
    </>
  );
}

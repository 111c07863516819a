import { Switch, TagsInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Settings } from "../../shared/base/settings.ts";
import { fieldProblem } from "../ui/form-problem.tsx";
import { mailStatusQuery, settingsQuery } from "./load.ts";
import { Part } from "./part.tsx";
import { Refused } from "./problem.tsx";
import { useSaveSettings } from "./save.ts";
import { SavedField } from "./saved-field.tsx";
import css from "./settings.module.css";
import { TestMail } from "./test-mail.tsx";

const megabyte = 1024 * 1024;
type Numbers = "undoSeconds" | "maxMessage" | "maxAttachment" | "automaticPerHour" | "automaticPerDay";

export function Mail() {
  const { t } = useTranslation("settings");
  const { data: status } = useQuery(mailStatusQuery);
  const { data: settings } = useQuery(settingsQuery);
  const { save, error } = useSaveSettings();
  if (!status || !settings) return null;
  const { mail } = settings;
  const number = (name: Numbers, unit = 1) => ({
    label: t(`mail.${name}`),
    inputMode: "numeric" as const,
    value: String(Math.round(mail[name] / unit)),
    error: fieldProblem(error, `mail.${name}`),
    onSave: (text: string) => save({ mail: { [name]: Number(text) * unit } }),
  });
  const toggle = (name: "receipts" | "assignmentNotices") => ({
    label: t(`mail.${name}`),
    description: t(`mail.${name}Hint`),
    checked: mail[name],
    onChange: (event: { currentTarget: HTMLInputElement }) => save({ mail: { [name]: event.currentTarget.checked } }),
  });
  return (
    <>
      <Incoming address={status.address} mail={mail} save={save} error={error} />
      <Part
        title={t("mail.out")}
        hint={status.smarthost ? t("mail.smarthost", { host: status.smarthost }) : t("mail.noSmarthost")}
      >
        <TestMail />
      </Part>
      <Part title={t("mail.automatic")}>
        <div className={css.stack}>
          <Switch {...toggle("receipts")} />
          <Switch {...toggle("assignmentNotices")} />
        </div>
      </Part>
      <Part title={t("mail.sending")}>
        <div className={css.form}>
          <SavedField {...number("undoSeconds")} description={t("mail.undoSecondsHint")} />
          <SavedField {...number("automaticPerHour")} description={t("mail.automaticHint")} />
          <SavedField {...number("automaticPerDay")} />
          <SavedField {...number("maxMessage", megabyte)} />
          <SavedField {...number("maxAttachment", megabyte)} />
          <Refused error={error} at={["mail.undoSeconds", "mail.automaticPerHour", "mail.automaticPerDay"]} />
        </div>
      </Part>
    </>
  );
}

interface IncomingProps {
  address: string;
  mail: Settings["mail"];
  save(change: { mail: { addresses: string[] } }): void;
  error: unknown;
}

function Incoming({ address, mail, save, error }: IncomingProps) {
  const { t } = useTranslation("settings");
  const wrong = [0, 1, 2, 3].map((at) => fieldProblem(error, `mail.addresses.${mail.addresses.length + at}`));
  return (
    <Part title={t("mail.in")} hint={t("mail.inHint", { address })}>
      <div className={css.form}>
        <TagsInput
          label={t("mail.addresses")}
          description={t("mail.addressesHint")}
          placeholder="sales@example.com"
          value={mail.addresses}
          splitChars={[",", " ", ";"]}
          acceptValueOnBlur
          comboboxProps={{ disabled: true }}
          error={wrong.some(Boolean) ? t("mail.noAddress") : undefined}
          onChange={(addresses) => save({ mail: { addresses } })}
        />
      </div>
    </Part>
  );
}

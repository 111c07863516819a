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
type Numbers =
  | "undoSeconds"
  | "reopenDays"
  | "maxMessage"
  | "maxAttachment"
  | "automaticPerHour"
  | "automaticPerDay"
  | "automaticPerMinute"
  | "monitoringReopenHours"
  | "domainPerMinute"
  | "domainConnections";

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
  const toggle = (name: "receipts" | "assignmentNotices" | "solvedNotices" | "listTickets") => ({
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
          <Switch {...toggle("solvedNotices")} />
        </div>
      </Part>
      <Part title={t("mail.machines")}>
        <div className={css.form}>
          <Addresses name="monitoringAddresses" mail={mail} save={save} error={error} sample="nagios@example.com" />
          <SavedField {...number("monitoringReopenHours")} description={t("mail.monitoringReopenHoursHint")} />
          <Switch {...toggle("listTickets")} />
        </div>
      </Part>
      <Part title={t("mail.sending")}>
        <div className={css.form}>
          <SavedField {...number("undoSeconds")} description={t("mail.undoSecondsHint")} />
          <SavedField {...number("reopenDays")} description={t("mail.reopenDaysHint")} />
          <SavedField {...number("automaticPerHour")} description={t("mail.automaticHint")} />
          <SavedField {...number("automaticPerDay")} />
          <SavedField {...number("automaticPerMinute")} />
          <SavedField {...number("domainPerMinute")} description={t("mail.domainHint")} />
          <SavedField {...number("domainConnections")} />
          <SavedField {...number("maxMessage", megabyte)} />
          <SavedField {...number("maxAttachment", megabyte)} />
          <Refused
            error={error}
            at={[
              "mail.undoSeconds",
              "mail.reopenDays",
              "mail.automaticPerHour",
              "mail.automaticPerDay",
              "mail.automaticPerMinute",
              "mail.domainPerMinute",
            ]}
          />
        </div>
      </Part>
    </>
  );
}

interface AddressesProps {
  name: "addresses" | "monitoringAddresses" | "trustedRelays" | "trustedSystems";
  mail: Settings["mail"];
  save(change: { mail: Partial<Settings["mail"]> }): void;
  error: unknown;
  sample: string;
}

function Incoming({ address, ...props }: Omit<AddressesProps, "name" | "sample"> & { address: string }) {
  const { t } = useTranslation("settings");
  return (
    <Part title={t("mail.in")} hint={t("mail.inHint", { address })}>
      <div className={css.form}>
        <Addresses name="addresses" sample="sales@example.com" {...props} />
        <Addresses name="trustedRelays" sample="192.0.2.25" {...props} />
        <Addresses name="trustedSystems" sample="mx.example.com" {...props} />
      </div>
    </Part>
  );
}

function Addresses({ name, mail, save, error, sample }: AddressesProps) {
  const { t } = useTranslation("settings");
  const server = name === "trustedRelays" || name === "trustedSystems";
  const wrong = [0, 1, 2, 3].map((at) => fieldProblem(error, `mail.${name}.${mail[name].length + at}`));
  return (
    <TagsInput
      label={t(`mail.${name}`)}
      description={t(`mail.${name}Hint`)}
      placeholder={sample}
      value={mail[name]}
      splitChars={[",", " ", ";"]}
      acceptValueOnBlur
      comboboxProps={{ disabled: true }}
      error={wrong.some(Boolean) ? t(server ? "mail.noServer" : "mail.noAddress") : undefined}
      onChange={(addresses) => save({ mail: { [name]: addresses } })}
    />
  );
}

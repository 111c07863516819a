import { NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type MailServer, securities } from "../../../shared/mailboxes/schema.ts";
import css from "../settings.module.css";

interface Props {
  kind: "imap" | "smtp";
  server: MailServer;
  onChange(server: MailServer): void;
}

const usualPorts = {
  imap: { tls: 993, starttls: 143, none: 143 },
  smtp: { tls: 465, starttls: 587, none: 25 },
};

export function ServerFields({ kind, server, onChange }: Props) {
  const { t } = useTranslation("settings");
  return (
    <fieldset className={css.plain}>
      <legend className={css.legend}>{t(`mailbox.${kind}`)}</legend>
      <div className={css.inline} style={{ alignItems: "flex-start" }}>
        <TextInput
          label={t("mailbox.host")}
          value={server.host}
          required
          withAsterisk={false}
          maxLength={253}
          style={{ flex: 3, minWidth: 180 }}
          onChange={(event) => onChange({ ...server, host: event.currentTarget.value.trim() })}
        />
        <TextInput
          label={t("mailbox.port")}
          value={String(server.port)}
          inputMode="numeric"
          required
          withAsterisk={false}
          style={{ flex: 1, minWidth: 72 }}
          onChange={(event) => onChange({ ...server, port: Number(event.currentTarget.value.replace(/\D/g, "")) })}
        />
        <NativeSelect
          label={t("mailbox.security")}
          data={securities.map((value) => ({ value, label: t(`mailbox.securityOf.${value}`) }))}
          value={server.security}
          style={{ flex: 1, minWidth: 120 }}
          onChange={(event) => onChange(secured(kind, server, event.currentTarget.value as MailServer["security"]))}
        />
      </div>
      {server.security === "none" && <p className={css.quiet}>{t("mailbox.open")}</p>}
    </fieldset>
  );
}

/** A port that was the usual one becomes the usual one of the other. */
function secured(kind: "imap" | "smtp", server: MailServer, security: MailServer["security"]): MailServer {
  const usual = usualPorts[kind];
  return { ...server, security, port: server.port === usual[server.security] ? usual[security] : server.port };
}

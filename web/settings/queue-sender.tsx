import { Switch, Textarea, TextInput } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Queue, type Sender, signatureVariables } from "../../shared/tickets/schema.ts";
import { post } from "../lib/api.ts";
import { keys } from "../lib/queries.ts";
import { fieldProblem } from "../ui/form-problem.tsx";
import { growing } from "../ui/growing.ts";
import css from "./settings.module.css";
import { useSettled } from "./use-settled.ts";
import { VariableButtons } from "./variable-buttons.tsx";

/** Texts as they are typed: empty is nothing of its own. */
export interface SenderForm {
  senderName: string;
  senderAgent: boolean;
  senderAddress: string;
  signature: string;
}

export const senderForm = (queue: Queue | null): SenderForm => ({
  senderName: queue?.senderName ?? "",
  senderAgent: queue?.senderAgent ?? true,
  senderAddress: queue?.senderAddress ?? "",
  signature: queue?.signature ?? "",
});

export const senderOf = ({ senderName, senderAgent, senderAddress, signature }: SenderForm) => ({
  senderName: senderName.trim() || null,
  senderAgent,
  senderAddress: senderAddress.trim() || null,
  signature: signature.trim() || null,
});

export const senderFields = ["senderName", "senderAddress", "signature"] as const;

interface Props {
  form: SenderForm;
  error: unknown;
  onChange(changes: Partial<SenderForm>): void;
}

/** Under which name and address answers in a queue leave, what goes below them, and how that looks. */
export function QueueSender({ form, error, onChange }: Props) {
  const { t } = useTranslation("settings");
  const field = useRef<HTMLTextAreaElement>(null);
  const asked = useSettled(senderOf(form));
  const preview = useQuery({
    queryKey: [...keys.settings("sender-preview"), asked],
    queryFn: () => post<Sender>("/queues/sender/preview", asked),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const wrong = (name: (typeof senderFields)[number]) =>
    fieldProblem(preview.error, name) ?? fieldProblem(error, name) ?? null;
  return (
    <>
      <TextInput
        label={t("queue.senderName")}
        description={t("queue.senderNameHint")}
        value={form.senderName}
        maxLength={100}
        error={wrong("senderName") && t("queue.senderNameWrong")}
        onChange={(event) => onChange({ senderName: event.currentTarget.value })}
      />
      <Switch
        label={t("queue.senderAgent")}
        checked={form.senderAgent}
        onChange={(event) => onChange({ senderAgent: event.currentTarget.checked })}
      />
      <TextInput
        type="email"
        label={t("queue.senderAddress")}
        description={t("queue.senderAddressHint")}
        value={form.senderAddress}
        error={wrong("senderAddress") && t("queue.senderAddressWrong")}
        onChange={(event) => onChange({ senderAddress: event.currentTarget.value })}
      />
      <Textarea
        ref={field}
        label={t("queue.signature")}
        description={t("queue.signatureHint")}
        value={form.signature}
        {...growing(3, 10)}
        maxLength={5000}
        error={wrong("signature")}
        onChange={(event) => onChange({ signature: event.currentTarget.value })}
      />
      <VariableButtons names={signatureVariables} field={field} />
      {preview.data && <Letter sender={preview.data} />}
    </>
  );
}

/** The letter as its reader gets it: formed, in a frame that may do nothing. */
function Letter({ sender: { name, address, signature } }: { sender: Sender }) {
  const { t } = useTranslation("settings");
  const from = address ? `${name} <${address}>` : name;
  const body = `<p>${t("queue.sample")}</p>`;
  return (
    <section className={css.preview} aria-label={t("template.preview")}>
      <h3>{t("queue.from", { from })}</h3>
      <iframe
        className={css.letter}
        title={t("template.preview")}
        sandbox=""
        srcDoc={`${letterStyle}${body}${signature ? `<div>-- <br>${signature.html}</div>` : ""}`}
      />
    </section>
  );
}

const letterStyle = `<style>body{margin:10px 12px;font:14px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}p{margin:0 0 10px}</style>`;

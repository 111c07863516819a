import { Button, MultiSelect, NativeSelect, Switch, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Mailbox, TestedMailbox } from "../../../shared/mailboxes/schema.ts";
import { patch, post } from "../../lib/api.ts";
import { useRequestKey } from "../../lib/idempotency.ts";
import { fieldProblem } from "../../ui/form-problem.tsx";
import { tell } from "../../ui/notify.tsx";
import { queuesQuery } from "../load.ts";
import { Refused } from "../problem.tsx";
import { useChange } from "../save.ts";
import css from "../settings.module.css";
import { type StepProps, toSave } from "./form.ts";

interface Props extends StepProps {
  folders: TestedMailbox["folders"];
  onBack(): void;
  onClose(): void;
}

/** Nobody wants these read. */
const notForReading = ["\\Sent", "\\Drafts", "\\Trash", "\\Junk"];

export function ReadingStep({ form, set, mailbox, folders, onBack, onClose }: Props) {
  const { t } = useTranslation("settings");
  const { data: queues = [] } = useQuery(queuesQuery);
  const requestKey = useRequestKey();
  const save = useChange(async () => {
    const body = toSave(form);
    const { address: name } = mailbox
      ? await patch<Mailbox>(`/mailboxes/${mailbox.id}`, body)
      : await post<Mailbox>("/mailboxes", body, requestKey.for(body));
    tell(mailbox ? t("saved") : t("mailbox.connected", { name }));
    onClose();
    return null;
  });
  const all = [
    ...new Set([...folders.map(({ path }) => path), ...form.folders, ...(form.moveTo ? [form.moveTo] : [])]),
  ];
  const odd = new Set(folders.filter(({ use }) => use && notForReading.includes(use)).map(({ path }) => path));
  const targets = all.filter((path) => !form.folders.includes(path));
  const moves = form.afterReading === "move";
  return (
    <form
      className={css.wide}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <MultiSelect
        label={t("mailbox.folders")}
        data={all.filter((path) => !odd.has(path) || form.folders.includes(path))}
        value={form.folders}
        comboboxProps={{ withinPortal: false }}
        error={fieldProblem(save.error, "folders")}
        onChange={(chosen) => set({ folders: chosen })}
      />
      <NativeSelect
        label={t("mailbox.after")}
        data={(["seen", "move", "leave"] as const).map((value) => ({ value, label: t(`mailbox.afterOf.${value}`) }))}
        value={form.afterReading}
        onChange={(event) => {
          const afterReading = event.currentTarget.value as Mailbox["afterReading"];
          set({ afterReading, moveTo: afterReading === "move" ? (form.moveTo ?? targets[0] ?? null) : null });
        }}
      />
      {moves && (
        <NativeSelect
          label={t("mailbox.moveTo")}
          data={targets}
          value={form.moveTo ?? ""}
          error={fieldProblem(save.error, "moveTo") && t("mailbox.moveToMissing")}
          onChange={(event) => set({ moveTo: event.currentTarget.value })}
        />
      )}
      {!mailbox && (
        <div className={css.inline}>
          <NativeSelect
            label={t("mailbox.old")}
            data={(["none", "days", "all"] as const).map((value) => ({ value, label: t(`mailbox.oldOf.${value}`) }))}
            value={form.oldMail}
            style={{ flex: 1, minWidth: 200 }}
            onChange={(event) => set({ oldMail: event.currentTarget.value as Mailbox["oldMail"] })}
          />
          {form.oldMail === "days" && (
            <TextInput
              label={t("mailbox.oldDays")}
              value={form.oldDays}
              inputMode="numeric"
              required
              withAsterisk={false}
              style={{ width: 80 }}
              onChange={(event) => set({ oldDays: event.currentTarget.value.replace(/\D/g, "") })}
            />
          )}
        </div>
      )}
      <NativeSelect
        label={t("mailbox.queue")}
        data={[
          { value: "", label: t("mailbox.queueByAddress") },
          ...queues.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={form.queue ?? ""}
        onChange={(event) => set({ queue: event.currentTarget.value || null })}
      />
      <Switch
        label={t("mailbox.subaddresses", { example: exampleOf(form.address) })}
        description={t("mailbox.subaddressesHint")}
        checked={form.subaddresses}
        onChange={(event) => set({ subaddresses: event.currentTarget.checked })}
      />
      <Refused error={save.error} at={["folders", "moveTo"]} />
      <div className={css.buttons}>
        <Button type="submit" variant="filled" loading={save.isPending} disabled={form.folders.length === 0}>
          {t(mailbox ? "save" : "mailbox.connect")}
        </Button>
        <Button onClick={onBack}>{t("mailbox.back")}</Button>
      </div>
    </form>
  );
}

const exampleOf = (address: string): string => address.trim().replace(/@/, "+r.1@");

import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { DiscoveredMailbox } from "../../../shared/mailboxes/schema.ts";
import { post } from "../../lib/api.ts";
import { fieldProblem } from "../../ui/form-problem.tsx";
import { Password } from "../../ui/password.tsx";
import { Refused } from "../problem.tsx";
import css from "../settings.module.css";
import { type MailboxForm, type StepProps, withFound } from "./form.ts";

interface Props extends StepProps {
  onFound(form: MailboxForm, found: DiscoveredMailbox): void;
  onClose(): void;
}

export function AddressStep({ form, set, onFound, onClose }: Props) {
  const { t } = useTranslation("settings");
  const find = useMutation({
    mutationFn: () => post<DiscoveredMailbox>("/mailboxes/discover", { address: form.address.trim() }),
    onSuccess: (found) => onFound(withFound(form, found), found),
  });
  return (
    <form
      className={css.wide}
      onSubmit={(event) => {
        event.preventDefault();
        find.mutate();
      }}
    >
      <TextInput
        type="email"
        label={t("mailbox.address")}
        value={form.address}
        required
        withAsterisk={false}
        data-autofocus
        error={fieldProblem(find.error, "address") && t("mail.noAddress")}
        onChange={(event) => set({ address: event.currentTarget.value })}
      />
      <Password
        label={t("mailbox.password")}
        value={form.password}
        autoComplete="off"
        maxLength={1000}
        onChange={(event) => set({ password: event.currentTarget.value })}
      />
      <Refused error={find.error} at={["address"]} />
      <div className={css.buttons}>
        <Button type="submit" variant="filled" loading={find.isPending}>
          {t("mailbox.find")}
        </Button>
        <Button onClick={onClose}>{t("cancel")}</Button>
      </div>
    </form>
  );
}

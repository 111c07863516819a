import { NativeSelect, NumberInput, PasswordInput, Switch, TagsInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Smarthost, securities } from "../../shared/sending/schema.ts";
import { patch, post } from "../lib/api.ts";
import { fieldProblem } from "../ui/form-problem.tsx";
import { tell } from "../ui/notify.tsx";
import { Editor } from "./editor.tsx";
import { refresh, remove } from "./save.ts";

interface Props {
  /** null: a new one. */
  host: Smarthost | null;
  onClose(): void;
}

export function SmarthostEditor({ host, onClose }: Props) {
  const { t } = useTranslation("settings");
  const [form, setForm] = useState({
    host: host?.host ?? "",
    port: host?.port ?? 587,
    security: host?.security ?? ("required" as const),
    username: host?.username ?? "",
    password: "",
    senders: host?.senders ?? [],
    enabled: host?.enabled ?? true,
  });
  const set = (changes: Partial<typeof form>) => setForm({ ...form, ...changes });
  const save = useMutation({
    mutationFn: () => {
      const { password, username, ...rest } = form;
      const body = { ...rest, username: username.trim() || null, ...(password && { password }) };
      return host ? patch(`/smarthosts/${host.id}`, body) : post("/smarthosts", body);
    },
    onSuccess: async () => {
      await refresh();
      tell(t("saved"));
      onClose();
    },
  });
  const away = useMutation({
    mutationFn: () => remove(`/smarthosts/${host?.id}`),
    onSuccess: async () => {
      await refresh();
      tell(t("remove.done", { name: form.host }));
      onClose();
    },
  });
  return (
    <Editor
      title={host ? `${host.host}:${host.port}` : t("sending.addHost")}
      onClose={onClose}
      onSave={() => save.mutate()}
      saving={save.isPending}
      error={save.error ?? away.error}
      at={["host", "security", "password"]}
      onRemove={host ? () => away.mutate() : undefined}
      asks={false}
    >
      <TextInput
        label={t("sending.host")}
        placeholder="mail.example.com"
        value={form.host}
        required
        withAsterisk={false}
        maxLength={253}
        data-autofocus
        error={fieldProblem(save.error, "host") && t("sending.hostWrong")}
        onChange={(event) => set({ host: event.currentTarget.value.trim() })}
      />
      <NumberInput
        label={t("sending.port")}
        value={form.port}
        min={1}
        max={65_535}
        hideControls
        onChange={(port) => set({ port: Number(port) || 587 })}
      />
      <NativeSelect
        label={t("sending.encryption")}
        data={securities.map((value) => ({ value, label: t(`sending.security.${value}`) }))}
        value={form.security}
        error={fieldProblem(save.error, "security") && t("sending.securityWrong")}
        onChange={(event) => set({ security: event.currentTarget.value as typeof form.security })}
      />
      <TextInput
        label={t("sending.user")}
        value={form.username}
        autoComplete="off"
        onChange={(event) => set({ username: event.currentTarget.value })}
      />
      <PasswordInput
        label={t("sending.password")}
        description={host?.hasPassword ? t("sending.passwordKept") : undefined}
        value={form.password}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": t("sending.showPassword") }}
        error={fieldProblem(save.error, "password") && t("sending.passwordWrong")}
        onChange={(event) => set({ password: event.currentTarget.value })}
      />
      <TagsInput
        label={t("sending.senders")}
        description={t("sending.sendersHint")}
        placeholder="example.com"
        value={form.senders}
        splitChars={[",", " ", ";"]}
        acceptValueOnBlur
        comboboxProps={{ disabled: true }}
        onChange={(senders) => set({ senders })}
      />
      <Switch
        label={t("sending.enabled")}
        checked={form.enabled}
        onChange={(event) => set({ enabled: event.currentTarget.checked })}
      />
    </Editor>
  );
}

import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Token } from "../../shared/identity/schema.ts";
import { post } from "../lib/api.ts";
import { inLanguage } from "../lib/i18n.ts";
import { useRequestKey } from "../lib/idempotency.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { FormProblem, fieldProblem } from "../ui/form-problem.tsx";
import { rolesQuery } from "./load.ts";
import css from "./settings.module.css";

export function NewTokenForm({ onCreated }: { onCreated(secret: string): void }) {
  const { t, i18n } = useTranslation("settings");
  const { data: roles = [] } = useQuery(rolesQuery);
  const [name, setName] = useState("");
  const [role, setRole] = useState<string>("agent");
  const requestKey = useRequestKey();
  const create = useMutation({
    mutationFn: () => post<Token & { token: string }>("/tokens", { name, role }, requestKey.for({ name, role })),
    onSuccess: ({ token }) => {
      requestKey.done();
      setName("");
      onCreated(token);
      void queryClient.invalidateQueries({ queryKey: keys.tokens });
    },
  });
  return (
    <form
      className={css.inline}
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <TextInput
        label={t("tokens.name")}
        value={name}
        required
        withAsterisk={false}
        maxLength={100}
        error={fieldProblem(create.error, "name")}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label={t("tokens.role")}
        value={role}
        data={roles.map((each) => ({ value: each.key, label: inLanguage(each.name, i18n.language) }))}
        onChange={(event) => setRole(event.currentTarget.value)}
      />
      <Button type="submit" size="sm" loading={create.isPending}>
        {t("tokens.create")}
      </Button>
      <FormProblem error={create.error} />
    </form>
  );
}

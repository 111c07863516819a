import { Autocomplete, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Person } from "../../shared/people/schema.ts";
import { get } from "../lib/api.ts";
import { keys } from "../lib/queries.ts";
import css from "./requester-field.module.css";

interface Props {
  email: string;
  name: string;
  error: string | undefined;
  onChange(requester: { email?: string; name?: string }): void;
}

/** Who asks: an address, completed from the people we know. */
export function RequesterField({ email, name, error, onChange }: Props) {
  const { t } = useTranslation();
  const [q] = useDebouncedValue(email.trim(), 150);
  const { data: found = [] } = useQuery({
    queryKey: keys.people(q),
    queryFn: () =>
      get<{ items: Pick<Person, "id" | "name" | "email">[] }>("/people", { q, limit: 8 }).then(({ items }) => items),
    enabled: q.length > 1,
    placeholderData: keepPreviousData,
  });
  const known = found.filter((person) => person.email !== null);
  return (
    <div className={css.pair}>
      <Autocomplete
        label={t("new.email")}
        type="email"
        required
        withAsterisk={false}
        autoFocus
        autoComplete="off"
        value={email}
        error={error}
        data={[...new Set(known.map((person) => person.email ?? ""))]}
        withScrollArea={false}
        filter={({ options }) => options}
        renderOption={({ option }) => (
          <span className={css.option}>
            <span>{known.find((person) => person.email === option.value)?.name}</span>
            <span className={css.address}>{option.value}</span>
          </span>
        )}
        onChange={(value) => onChange({ email: value })}
        onOptionSubmit={(value) =>
          onChange({ email: value, name: known.find((person) => person.email === value)?.name ?? name })
        }
      />
      <TextInput
        label={t("new.name")}
        autoComplete="off"
        maxLength={200}
        value={name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
    </div>
  );
}

import { TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Person } from "../../shared/people/schema.ts";
import { patch } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { useMay } from "../lib/session.ts";
import { tellProblem } from "../ui/notify.tsx";
import css from "./person-position.module.css";

/** What the person is where he works; kept when the field is left. A key of its value makes it anew when that changes elsewhere. */
export function PersonPosition({ person }: { person: Person }) {
  const { t } = useTranslation();
  const mayWrite = useMay("people.write");
  const [position, setPosition] = useState(person.position ?? "");
  const save = useMutation({
    mutationFn: () => patch<Person>(`/people/${person.id}`, { position: position.trim() || null }),
    onSuccess: (saved) => queryClient.setQueryData(keys.person(person.id), saved),
    onError: (error) => tellProblem(problemText(t, error)),
  });
  if (!person.position) return null;
  if (!mayWrite) return <span className={css.position}>{person.position}</span>;
  return (
    <TextInput
      variant="unstyled"
      size="xs"
      classNames={{ input: css.input }}
      aria-label={t("person.position")}
      maxLength={200}
      value={position}
      onChange={(event) => setPosition(event.currentTarget.value)}
      onBlur={() => position.trim() !== (person.position ?? "") && save.mutate()}
    />
  );
}

import { Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Person } from "../../shared/people/schema.ts";
import { patch } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { useMay } from "../lib/session.ts";
import { growing } from "../ui/growing.ts";
import { tellProblem } from "../ui/notify.tsx";
import css from "./person-notes.module.css";

/** What colleagues should know about the person; kept when the field is left. */
export function PersonNotes({ person }: { person: Person }) {
  const { t } = useTranslation();
  const mayWrite = useMay("people.write");
  const [notes, setNotes] = useState(person.notes);
  const save = useMutation({
    mutationFn: () => patch<Person>(`/people/${person.id}`, { notes }),
    onSuccess: (saved) => queryClient.setQueryData(keys.person(person.id), saved),
    onError: (error) => tellProblem(problemText(t, error)),
  });
  if (!mayWrite) return person.notes ? <p className={css.notes}>{person.notes}</p> : null;
  return (
    <Textarea
      className={css.notes}
      size="xs"
      {...growing(1, 8)}
      aria-label={t("person.notes")}
      placeholder={t("person.notes")}
      value={notes}
      onChange={(event) => setNotes(event.currentTarget.value)}
      onBlur={() => notes !== person.notes && save.mutate()}
    />
  );
}

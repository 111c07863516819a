import { Button } from "@mantine/core";
import { IconMailOff } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Person } from "../../shared/people/schema.ts";
import { del } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { useMay } from "../lib/session.ts";
import { tellProblem } from "../ui/notify.tsx";
import css from "./contact-marks.module.css";

/** How an address takes our mail, where that is not well; one click says that it does. */
export function ContactMarks({ person, contact }: { person: string; contact: Person["contactPoints"][number] }) {
  const { t } = useTranslation();
  const mayWrite = useMay("people.write");
  const clear = useMutation({
    mutationFn: () => del(`/people/${person}/contact-points/${contact.id}/marks`),
    onError: (error) => tellProblem(problemText(t, error)),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: keys.person(person) });
      void queryClient.invalidateQueries({ queryKey: ["ticket"] });
    },
  });
  if (contact.takesNoMail === null && !contact.noAutomaticMail) return null;
  return (
    <div className={css.marks}>
      <IconMailOff size={14} stroke={1.75} aria-hidden="true" />
      <span>
        {contact.takesNoMail !== null && t("person.takesNoMail")}
        {contact.takesNoMail !== null && contact.noAutomaticMail && " "}
        {contact.noAutomaticMail && t("person.noAutomaticMail")}
      </span>
      {mayWrite && (
        <Button size="compact-xs" variant="default" loading={clear.isPending} onClick={() => clear.mutate()}>
          {t("person.clearMarks")}
        </Button>
      )}
    </div>
  );
}

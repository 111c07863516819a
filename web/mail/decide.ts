import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { MailEntry } from "../../shared/mail/schema.ts";
import { post } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { tell, tellProblem } from "../ui/notify.tsx";

export type Decision = "release" | "discard" | "replay";
const done = { release: "released", discard: "discarded", replay: "replayed" } as const;

/** What a person decides about a mail; the list is read again. */
export function useDecide(mail: MailEntry) {
  const { t } = useTranslation("mail");
  return useMutation({
    mutationFn: (decision: Decision) => post(`/mail/${mail.id}/${decision}`),
    onSuccess: (_, decision) => tell(t(`done.${done[decision]}`)),
    onError: (error) => tellProblem(problemText(t, error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.mail }),
  });
}

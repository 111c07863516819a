import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Ticket } from "../../shared/tickets/schema.ts";
import { get, patch } from "../lib/api.ts";
import { inLanguage } from "../lib/i18n.ts";
import { problemText } from "../lib/problem.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { statesQuery } from "../lib/states.ts";
import { tellProblem } from "../ui/notify.tsx";
import css from "./only-thanks.module.css";

/** Why the ticket stayed as it was when this came (F28, B3), and one click that says it was more than thanks. */
export function OnlyThanks({ number }: { number: string }) {
  const { t, i18n } = useTranslation();
  const { data: ticket } = useQuery({
    queryKey: keys.ticket(number),
    queryFn: ({ signal }) => get<Ticket>(`/tickets/${number}`, {}, signal),
    staleTime: 60_000,
  });
  const { data: states = [] } = useQuery(statesQuery);
  const back = states.find(({ key, category }) => category === "open" && ticket?.can.states.includes(key));
  const reopen = useMutation({
    mutationFn: () => patch<Ticket>(`/tickets/${number}`, { state: back?.key }),
    onSuccess: (saved) => queryClient.setQueryData(keys.ticket(number), saved),
    onError: (error) => tellProblem(problemText(t, error)),
  });
  const finished = states.find(({ key }) => key === ticket?.state);
  const isOver = finished?.category === "solved" || finished?.category === "closed";
  return (
    <p className={css.line}>
      <span>
        {finished && isOver
          ? t("thanks.stayed", { state: inLanguage(finished.name, i18n.language) })
          : t("thanks.only")}
      </span>
      {isOver && back && (
        <Button size="compact-xs" variant="default" loading={reopen.isPending} onClick={() => reopen.mutate()}>
          {t("thanks.reopen")}
        </Button>
      )}
    </p>
  );
}

import { IconLinkPlus, IconX } from "@tabler/icons-react";
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LinkedTickets } from "../../shared/tickets/links.ts";
import type { Ticket } from "../../shared/tickets/schema.ts";
import { del, get, post } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { tellProblem } from "../ui/notify.tsx";
import { Section } from "../ui/section.tsx";
import { TicketLine } from "../ui/ticket-line.tsx";
import css from "./ticket-links.module.css";

const TicketFinder = lazy(() => import("./ticket-finder.tsx").then((m) => ({ default: m.TicketFinder })));

const linksOf = (number: string) =>
  queryOptions({
    queryKey: keys.links(number),
    queryFn: ({ signal }) => get<LinkedTickets>(`/tickets/${number}/links`, {}, signal),
    staleTime: 60_000,
  });

/** Of both tickets: each shows the other. */
function useLinks(number: string, onDone: () => void) {
  const { t } = useTranslation();
  const path = `/tickets/${number}/links`;
  const settle = {
    onSuccess: onDone,
    onError: (error: unknown) => tellProblem(problemText(t, error)),
    onSettled: (_done: unknown, _error: unknown, other: string) => {
      for (const one of [number, other]) void queryClient.invalidateQueries({ queryKey: keys.links(one) });
    },
  };
  const add = useMutation({ mutationFn: (other: string) => post(path, { number: other }), ...settle });
  const remove = useMutation({ mutationFn: (other: string) => del(`${path}/${other}`), ...settle });
  return { add, remove };
}

/** Tickets that have to do with this one. */
export function TicketLinks({ ticket, mayChange }: { ticket: Ticket; mayChange: boolean }) {
  const { t } = useTranslation();
  const { number } = ticket;
  const [finding, setFinding] = useState(false);
  const { data } = useQuery(linksOf(number));
  const { add, remove } = useLinks(number, () => setFinding(false));
  const linked = data?.items ?? [];
  if (linked.length === 0 && !mayChange) return null;
  return (
    <Section title={t("links.title")}>
      <ul className={css.list}>
        {linked.map((other) => (
          <li key={other.number}>
            <TicketLine ticket={other} />
            {mayChange && (
              <button
                type="button"
                className={css.remove}
                aria-label={t("links.remove", { number: other.number })}
                onClick={() => remove.mutate(other.number)}
              >
                <IconX size={13} aria-hidden="true" />
              </button>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <button type="button" className={css.add} onClick={() => setFinding(true)}>
          <IconLinkPlus size={14} aria-hidden="true" />
          {t("links.add")}
        </button>
      )}
      {finding && (
        <Suspense>
          <TicketFinder
            title={t("links.findTitle", { number })}
            confirm={t("links.confirm")}
            except={number}
            requester={ticket.requester.id}
            busy={add.isPending}
            result={() => t("links.result")}
            onPick={(other) => add.mutate(other)}
            onClose={() => setFinding(false)}
          />
        </Suspense>
      )}
    </Section>
  );
}

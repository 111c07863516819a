import { Button } from "@mantine/core";
import { IconShieldQuestion } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Message } from "../../shared/conversations/schema.ts";
import { type Confirmation, trustSuffices } from "../../shared/conversations/trust.ts";
import type { Ticket } from "../../shared/tickets/schema.ts";
import { get, post } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { useTimes } from "../lib/use-time.ts";
import { tellProblem } from "../ui/notify.tsx";
import css from "./trust-needed.module.css";

/** What the queue demands and the customer's last message lacks, and the way to get it. */
export function TrustNeeded({ ticket, messages }: { ticket: Ticket; messages: readonly Message[] }) {
  const last = messages.findLast(({ kind, automatic }) => kind === "inbound" && !automatic);
  if (!last || ticket.requiredTrust === null || trustSuffices(last.trust, ticket.requiredTrust)) return null;
  return <Missing ticket={ticket} message={last} />;
}

function Missing({ ticket, message }: { ticket: Ticket; message: Message }) {
  const { t } = useTranslation();
  const times = useTimes();
  const queryKey = keys.confirmation(message.id);
  const path = `/messages/${message.id}/confirmation`;
  const asked = useQuery({
    queryKey,
    queryFn: () => get<{ asked: Confirmation | null }>(path).then((answer) => answer.asked),
  }).data;
  const ask = useMutation({
    mutationFn: () => post<Confirmation>(path, {}),
    onError: (error) => tellProblem(problemText(t, error)),
    onSuccess: (confirmation) => queryClient.setQueryData(queryKey, confirmation),
  });
  const wanted = t(`trust.needed.level.${ticket.requiredTrust}`);
  const said = asked && {
    to: asked.sentTo,
    at: times.moment(asked.askedAt),
    until: times.moment(asked.expiresAt),
  };
  const open = asked && asked.answer === null && new Date(asked.expiresAt) > new Date();
  return (
    <div className={css.line} role="status">
      <IconShieldQuestion size={17} aria-hidden="true" />
      <span className={css.text}>
        {t("trust.needed.needed", { wanted, number: message.number ?? "", word: t(`trust.${message.trust}.word`) })}
        {said && ` ${t(`trust.needed.${asked.answer === "no" ? "denied" : open ? "asked" : "expired"}`, said)}`}
      </span>
      {message.author && asked?.answer !== "no" && (
        <Button size="compact-sm" variant="default" loading={ask.isPending} onClick={() => ask.mutate()}>
          {t(asked ? "trust.needed.again" : "trust.needed.ask")}
        </Button>
      )}
    </div>
  );
}

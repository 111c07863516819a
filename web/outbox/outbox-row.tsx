import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { OutboxItem } from "../../shared/conversations/schema.ts";
import { post } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { deliveryReason } from "../lib/reason.ts";
import { useTimes } from "../lib/use-time.ts";
import { DeliveryWord } from "../ui/delivery.tsx";
import list from "../ui/mail-list.module.css";
import { tellProblem } from "../ui/notify.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";
import css from "./outbox.module.css";

/** States whose reason the reader needs and that can be tried again; waiting is explained once, above the list. */
const troubled = new Set(["failed", "retrying"]);

export function OutboxRow({ item }: { item: OutboxItem }) {
  const { t } = useTranslation("outbox");
  const times = useTimes();
  const { delivery } = item;
  const retry = useMutation({
    mutationFn: () => post(`/messages/${item.message}/retry`),
    onError: (error) => tellProblem(problemText(t, error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.outbox }),
  });
  return (
    <li className={css.row}>
      <span className={css.state}>
        <DeliveryWord state={delivery.state} />
      </span>
      <div className={css.what}>
        {item.ticket ? (
          <Link
            to="/tickets/$number"
            params={{ number: item.ticket }}
            search={{ view: "inbox" }}
            className={list.subject}
          >
            <span className={list.number}>#{item.ticket}</span> {item.subject}
          </Link>
        ) : (
          <span className={list.subject}>{item.subject}</span>
        )}
        <span className={list.detail}>
          {t("desk:message.to", { to: delivery.to.join(", ") })}
          {` · ${item.automatic ? t("automatic") : (item.author?.name ?? t("automatic"))}`}
          {delivery.attempts > 0 && delivery.state !== "sent" && ` · ${t("attempts", { count: delivery.attempts })}`}
          {delivery.nextAttemptAt &&
            delivery.state === "retrying" &&
            ` · ${t("desk:delivery.next", { at: times.moment(delivery.nextAttemptAt) })}`}
        </span>
        {delivery.reason && troubled.has(delivery.state) && (
          <span className={list.reason} data-state={delivery.state}>
            {deliveryReason(t, delivery.reason)}
          </span>
        )}
      </div>
      <TimeAgo at={delivery.sentAt ?? item.createdAt} className={list.time} />
      <span className={css.action}>
        {troubled.has(delivery.state) && (
          <Button
            size="compact-sm"
            loading={retry.isPending}
            onClick={() => retry.mutate()}
            aria-label={t("retryNamed", { subject: item.subject })}
          >
            {t("desk:delivery.retry")}
          </Button>
        )}
      </span>
    </li>
  );
}

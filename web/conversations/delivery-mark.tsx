import { Button, Popover } from "@mantine/core";
import { IconClock } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Delivery, Message } from "../../shared/conversations/schema.ts";
import { problemText } from "../lib/problem.ts";
import { keys, queryClient } from "../lib/queries.ts";
import { deliveryReason } from "../lib/reason.ts";
import { useTimes } from "../lib/use-time.ts";
import { DeliveryWord } from "../ui/delivery.tsx";
import { tellProblem } from "../ui/notify.tsx";
import { callBack, retrySending } from "./deliveries.ts";
import css from "./delivery-mark.module.css";

/** Queued, sent, failed: with the reason and what can be done about it one click away. */
export function DeliveryMark({ message, ticket }: { message: Message; ticket: string | null }) {
  const { t } = useTranslation();
  const times = useTimes();
  const [used, setUsed] = useState(false);
  const { delivery } = message;
  if (!delivery) return null;
  const later = delivery.scheduled && delivery.state === "queued" && delivery.nextAttemptAt;
  const button = (
    <button
      type="button"
      className={css.button}
      aria-label={t("delivery.details", { state: t(`delivery.${delivery.state}`) })}
      onClick={() => setUsed(true)}
    >
      {later ? (
        <span className={css.later}>
          <IconClock size={14} aria-hidden="true" />
          {times.moment(later)}
        </span>
      ) : (
        <DeliveryWord state={delivery.state} />
      )}
    </button>
  );
  if (!used) return button;
  return (
    <Popover position="bottom-end" width={300} defaultOpened>
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown>
        <Details delivery={delivery} message={message.id} ticket={ticket} />
      </Popover.Dropdown>
    </Popover>
  );
}

const canCallBack = new Set(["queued", "waiting", "retrying"]);
const canRetry = new Set(["failed", "retrying"]);

function Details({ delivery, message, ticket }: { delivery: Delivery; message: string; ticket: string | null }) {
  const { t } = useTranslation();
  const times = useTimes();
  const later = delivery.scheduled && delivery.state === "queued" && delivery.nextAttemptAt;
  const act = useMutation({
    mutationFn: (what: "cancel" | "retry") => (what === "cancel" ? callBack(message) : retrySending(message)),
    onError: (error) => tellProblem(problemText(t, error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ticket === null ? keys.talks : keys.messages(ticket) }),
  });
  return (
    <div className={css.details}>
      <p>
        {later
          ? t("delivery.later", { at: times.moment(later) })
          : t(`delivery.why.${delivery.state}`, { count: delivery.attempts })}
      </p>
      {delivery.reason && delivery.state !== "waiting" && (
        <p className={css.reason}>{deliveryReason(t, delivery.reason)}</p>
      )}
      {delivery.to.length > 0 && <p>{t("message.to", { to: delivery.to.join(", ") })}</p>}
      {delivery.sentAt && <p>{times.moment(delivery.sentAt)}</p>}
      {delivery.nextAttemptAt && delivery.state === "retrying" && (
        <p>{t("delivery.next", { at: times.moment(delivery.nextAttemptAt) })}</p>
      )}
      {canCallBack.has(delivery.state) && (
        <Button loading={act.isPending} onClick={() => act.mutate("cancel")}>
          {t("delivery.callBack")}
        </Button>
      )}
      {canRetry.has(delivery.state) && (
        <Button loading={act.isPending} onClick={() => act.mutate("retry")}>
          {t("delivery.retry")}
        </Button>
      )}
    </div>
  );
}

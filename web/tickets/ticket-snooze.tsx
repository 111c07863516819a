import { Button } from "@mantine/core";
import { IconBellZ, IconMessageReply } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Ticket } from "../../shared/tickets/schema.ts";
import { del } from "../lib/api.ts";
import { problemText } from "../lib/problem.ts";
import { useTimes } from "../lib/use-time.ts";
import { tellProblem } from "../ui/notify.tsx";
import { useTicketActions } from "./actions.ts";
import { ticketsChanged } from "./change.ts";
import css from "./ticket-merged.module.css";

const WhenDialog = lazy(() => import("../ui/when-dialog.tsx").then((m) => ({ default: m.WhenDialog })));

/** Out of sight until then; the customer's next message brings it back at once. */
export function SnoozeDialog({ ticket, onClose }: { ticket: Ticket; onClose(): void }) {
  const { t } = useTranslation();
  const { snooze } = useTicketActions();
  return (
    <Suspense>
      <WhenDialog
        title={t("snooze.title", { number: ticket.number })}
        confirm={t("snooze.confirm")}
        hint={t("snooze.hint")}
        open={{
          label: t("snooze.open"),
          icon: <IconMessageReply size={16} aria-hidden="true" />,
          pick: () => void snooze([ticket], null),
        }}
        onPick={(at) => void snooze([ticket], at.toISOString())}
        onClose={onClose}
      />
    </Suspense>
  );
}

/** Says that the ticket sleeps, and wakes it. */
export function Snoozed({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const times = useTimes();
  const wake = useMutation({
    mutationFn: () => del(`/tickets/${ticket.number}/snooze`),
    onError: (error) => tellProblem(problemText(t, error)),
    onSettled: () => ticketsChanged([ticket.number]),
  });
  if (!ticket.snooze) return null;
  const { until, by } = ticket.snooze;
  return (
    <div className={css.banner} role="status">
      <IconBellZ size={17} aria-hidden="true" />
      <span className={css.text}>
        {until === null ? t("snooze.asleepOpen") : t("snooze.asleep", { at: times.moment(until) })}
        {by && ` · ${by.name}`}
      </span>
      <Button size="compact-sm" loading={wake.isPending} onClick={() => wake.mutate()}>
        {t("snooze.wake")}
      </Button>
    </div>
  );
}

import { Popover, VisuallyHidden } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconBell } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Notification, NotificationPage } from "../../shared/notifications/schema.ts";
import { onSignal } from "../lib/live.ts";
import { keys, queryClient } from "../lib/queries.ts";
import css from "./bell.module.css";
import { notificationsQuery } from "./load.ts";

const Panel = lazy(() => import("./panel.tsx").then((m) => ({ default: m.Panel })));

/** How much is new for me, and what. */
export function Bell() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const phone = useMediaQuery("(max-width: 767px)", undefined, { getInitialValueInEffect: false });
  const { data } = useQuery(notificationsQuery);
  const told = useTold();
  const unread = data?.unread ?? 0;
  const label = unread > 0 ? t("notice.bellUnread", { count: unread }) : t("notice.bell");
  return (
    <>
      <Popover
        opened={open}
        onChange={setOpen}
        position={phone ? "top" : "right-end"}
        width={400}
        trapFocus
        withinPortal
      >
        <Popover.Target>
          <button
            type="button"
            className={css.bell}
            aria-label={label}
            aria-expanded={open}
            data-tip={label}
            data-tip-side="right"
            onClick={() => setOpen(!open)}
          >
            <IconBell size={20} stroke={1.6} aria-hidden="true" />
            {unread > 0 && (
              <span className={css.count} aria-hidden="true">
                {unread > 99 ? "99+" : unread}
              </span>
            )}
            <span className={css.word} aria-hidden="true">
              {t("notice.bell")}
            </span>
          </button>
        </Popover.Target>
        <Popover.Dropdown className={css.dropdown} aria-label={t("notice.bell")}>
          <Suspense>{open && <Panel onClose={() => setOpen(false)} />}</Suspense>
        </Popover.Dropdown>
      </Popover>
      <VisuallyHidden role="log" aria-live="polite">
        {told && t(`notice.kind.${told.kind}`, { name: told.actor.name, number: told.ticket?.number ?? "" })}
      </VisuallyHidden>
    </>
  );
}

/** The stream says what is new; the newest is read aloud. */
function useTold(): Notification | null {
  const [told, setTold] = useState<Notification | null>(null);
  useEffect(
    () =>
      onSignal("notification", ({ unread, notification }) => {
        queryClient.setQueryData<NotificationPage>(
          keys.notifications,
          (page) =>
            page && {
              ...page,
              unread,
              items: notification
                ? [notification, ...page.items.filter(({ id }) => id !== notification.id)]
                : page.items,
            },
        );
        if (notification) setTold(notification);
        else void queryClient.invalidateQueries({ queryKey: keys.notifications });
      }),
    [],
  );
  return told;
}

import { Button } from "@mantine/core";
import {
  IconAlarm,
  IconAlertTriangle,
  IconAt,
  IconEye,
  IconMessage2,
  IconRepeatOff,
  IconUserCheck,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Notification, NotificationKind } from "../../shared/notifications/schema.ts";
import { deliveryReason } from "../lib/reason.ts";
import { Problem } from "../ui/problem.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";
import { notificationsQuery, useMarkRead } from "./load.ts";
import css from "./panel.module.css";

const icons = {
  mention: IconAt,
  assigned: IconUserCheck,
  reply: IconMessage2,
  followed: IconEye,
  woken: IconAlarm,
  failed: IconAlertTriangle,
  loop: IconRepeatOff,
} satisfies Record<NotificationKind, typeof IconAt>;

/** What I was told, the newest first; one click leads to the message. */
export function Panel({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const [only, setOnly] = useState<"all" | "mentions">("all");
  const { data, error, refetch } = useQuery(notificationsQuery);
  const { mutate: markRead } = useMarkRead();
  const items = (data?.items ?? []).filter(({ kind }) => only === "all" || kind === "mention");
  return (
    <section className={css.panel} aria-label={t("notice.bell")}>
      <header className={css.header}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its frame */}
        <div className={css.tabs} role="group" aria-label={t("notice.which")}>
          {(["all", "mentions"] as const).map((which) => (
            <button key={which} type="button" aria-pressed={only === which} onClick={() => setOnly(which)}>
              {t(`notice.${which}`)}
            </button>
          ))}
        </div>
        <Button size="compact-xs" variant="subtle" disabled={!data?.unread} onClick={() => markRead({ all: true })}>
          {t("notice.readAll")}
        </Button>
      </header>
      {error && !data && <Problem error={error} retry={() => void refetch()} />}
      {data && items.length === 0 && <p className={css.none}>{t("notice.none")}</p>}
      <ul className={css.list}>
        {items.map((item) => (
          <li key={item.id}>
            <Item item={item} onRead={() => markRead({ ids: [item.id] })} onClose={onClose} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Item({ item, onRead, onClose }: { item: Notification; onRead(): void; onClose(): void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const Icon = icons[item.kind];
  const number = item.ticket?.number;
  const open = () => {
    if (item.readAt === null) onRead();
    onClose();
    const hash = item.messageNumber ? String(item.messageNumber) : "";
    if (number) void navigate({ to: "/tickets/$number", params: { number }, search: { view: "inbox" }, hash });
    else if (item.conversation)
      void navigate({ to: "/conversations/$id", params: { id: item.conversation }, search: {} });
  };
  return (
    <button type="button" className={css.item} data-unread={item.readAt === null || undefined} onClick={open}>
      <Icon size={17} stroke={1.75} aria-hidden="true" />
      <span className={css.what}>
        {t(`notice.kind.${item.kind}`, { name: item.actor.name, number: number ?? "" })}
        {item.readAt === null && <span className={css.hidden}> ({t("notice.unread")})</span>}
      </span>
      <TimeAgo at={item.at} className={css.time} />
      <span className={css.subject}>{item.ticket?.subject}</span>
      {item.preview && <span className={css.preview}>{deliveryReason(t, item.preview)}</span>}
    </button>
  );
}

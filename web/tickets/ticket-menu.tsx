import { Menu } from "@mantine/core";
import { IconArrowMerge, IconBellZ, IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Ticket } from "../../shared/tickets/schema.ts";
import { useHotkeys } from "../lib/hotkeys.ts";
import { keys } from "../lib/queries.ts";
import { useMay } from "../lib/session.ts";
import { LazyMenu } from "../ui/lazy-menu.tsx";
import { SpamItems } from "../ui/spam-items.tsx";
import css from "./ticket-menu.module.css";
import { MergeDialog } from "./ticket-merge.tsx";
import { SnoozeDialog } from "./ticket-snooze.tsx";

/** What is seldom done to a ticket, and its keys. */
export function TicketMenu({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<"snooze" | "merge" | null>(null);
  const mayWork = useMay("tickets.work");
  const close = () => setDialog(null);
  useHotkeys({ h: () => setDialog("snooze"), m: () => setDialog("merge") });
  return (
    <>
      <LazyMenu
        label={t("ticket.more")}
        className={css.button}
        icon={<IconDots size={17} aria-hidden="true" />}
        position="bottom-end"
        width={260}
      >
        <Menu.Item
          leftSection={<IconBellZ size={16} />}
          rightSection={<span className={css.key}>h</span>}
          onClick={() => setDialog("snooze")}
        >
          {t("snooze.menu")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowMerge size={16} />}
          rightSection={<span className={css.key}>m</span>}
          onClick={() => setDialog("merge")}
        >
          {t("structure.mergeMenu")}
        </Menu.Item>
        {ticket.channel === "email" && mayWork && (
          <SpamItems of="tickets" id={ticket.number} stale={[keys.ticket(ticket.number), keys.lists, keys.views]} />
        )}
      </LazyMenu>
      {dialog === "snooze" && <SnoozeDialog ticket={ticket} onClose={close} />}
      {dialog === "merge" && <MergeDialog ticket={ticket} onClose={close} />}
    </>
  );
}

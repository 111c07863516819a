import { IconArrowLeft, IconLayoutSidebarRight } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Ticket } from "../../shared/tickets/schema.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { PresentFaces } from "../ui/present.tsx";
import { Properties } from "./properties.tsx";
import { Subject } from "./subject.tsx";
import { FollowButton } from "./ticket-follow.tsx";
import css from "./ticket-header.module.css";
import { TicketMenu } from "./ticket-menu.tsx";

interface Props {
  ticket: Ticket;
  context: boolean;
  onContext(): void;
}

export function TicketHeader({ ticket, context, onContext }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <header className={css.header}>
      <div className={css.top}>
        <IconButton
          label={t("ticket.back")}
          hotkey="Esc"
          className={css.back}
          onClick={() => void navigate({ to: "/tickets", search: true })}
        >
          <IconArrowLeft size={18} />
        </IconButton>
        <span className={css.number}>#{ticket.number}</span>
        <Subject ticket={ticket} />
        <PresentFaces number={ticket.number} size={22} />
        {ticket.can.update && <FollowButton number={ticket.number} />}
        {ticket.can.update && ticket.mergedInto === null && <TicketMenu ticket={ticket} />}
        <IconButton label={t("ticket.context")} aria-expanded={context} onClick={onContext}>
          <IconLayoutSidebarRight size={17} />
        </IconButton>
      </div>
      <Properties key={ticket.number} ticket={ticket} />
    </header>
  );
}

import { Menu } from "@mantine/core";
import { IconArrowRight, IconTicket } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Message } from "../../shared/conversations/schema.ts";
import { LazyMenu } from "../ui/lazy-menu.tsx";
import css from "./ticket-chips.module.css";

export interface Chip {
  /** The ticket it stands in. */
  number: string;
  message: string;
}

/** The tickets that a message belongs to: a way there, and a way out of them. */
export function TicketChips({ message, onMove }: { message: Message; onMove(chip: Chip): void }) {
  const { t } = useTranslation();
  return message.tickets.map(({ number, place }) => {
    const name = place === null ? `#${number}` : `#${number} · ${place}`;
    return (
      <LazyMenu
        key={number}
        label={t("talks.chip", { name })}
        className={css.chip}
        icon={
          <>
            <IconTicket size={13} aria-hidden="true" />
            {name}
          </>
        }
        width={240}
        position="bottom-start"
      >
        <Menu.Item
          leftSection={<IconTicket size={15} />}
          component={Link}
          to="/tickets/$number"
          // biome-ignore lint/suspicious/noExplicitAny: Mantine's polymorphic `component` does not know the router's types
          {...({ params: { number }, hash: place ? String(place) : undefined } as any)}
        >
          {t("talks.openTicket", { number })}
        </Menu.Item>
        {place !== null && (
          <Menu.Item leftSection={<IconArrowRight size={15} />} onClick={() => onMove({ number, message: message.id })}>
            {t("structure.moveTo")}
          </Menu.Item>
        )}
      </LazyMenu>
    );
  });
}

import { Button, Modal, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TicketSummary } from "../../shared/tickets/schema.ts";
import { get } from "../lib/api.ts";
import { StateMark } from "../ui/marks.tsx";
import { TimeAgo } from "../ui/time-ago.tsx";
import { recentTickets } from "./recent-tickets.ts";
import css from "./ticket-finder.module.css";

interface Props {
  title: string;
  confirm: string;
  /** Not this one. */
  except: string;
  /** Whose tickets are offered first. */
  requester: string | null;
  busy: boolean;
  /** What will be, when this one is taken. */
  result(target: TicketSummary): string;
  onPick(number: string): void;
  onClose(): void;
}

/** Another ticket: the same person's and the last seen ones at once, any other by words or number. */
export function TicketFinder({ title, confirm, except, requester, busy, result, onPick, onClose }: Props) {
  const { t } = useTranslation();
  const [q, setQ] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const found = useFound(q, except, requester);
  const target = found.find(({ number }) => number === chosen) ?? (q ? found[0] : undefined);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const at = target ? found.indexOf(target) : -1;
    setChosen(found[Math.min(Math.max(at + by, 0), found.length - 1)]?.number ?? null);
  };
  return (
    <Modal opened onClose={onClose} size={620} title={title} closeButtonProps={{ "aria-label": t("close") }}>
      <form
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault();
          if (target) onPick(target.number);
        }}
      >
        <TextInput
          data-autofocus
          aria-label={t("structure.find")}
          placeholder={t("structure.find")}
          leftSection={<IconSearch size={15} />}
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
        />
        <div className={css.list} role="radiogroup" aria-label={t("list.tickets")}>
          {found.map((ticket) => (
            // biome-ignore lint/a11y/useSemanticElements: a row shows more than a radio button can
            <button
              key={ticket.number}
              type="button"
              role="radio"
              aria-checked={ticket === target}
              className={css.row}
              onClick={() => setChosen(ticket.number)}
            >
              <StateMark category={ticket.category} />
              <span className={css.subject}>{ticket.subject}</span>
              <span className={css.quiet}>#{ticket.number}</span>
              <span className={css.from}>{ticket.requester.name || ticket.requester.email}</span>
              <TimeAgo at={ticket.updatedAt} className={css.time} />
            </button>
          ))}
          {found.length === 0 && <p className={css.none}>{t("pick.nothing")}</p>}
        </div>
        {target && (
          <div className={css.preview} role="status">
            <p className={css.said}>{target.lastMessage?.preview}</p>
            <p>{result(target)}</p>
          </div>
        )}
        <div className={css.buttons}>
          <Button size="sm" onClick={onClose}>
            {t("structure.cancel")}
          </Button>
          <Button size="sm" type="submit" variant="filled" disabled={!target} loading={busy}>
            {confirm}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** The same person's tickets, then those that were open here last; or what the words find. */
function useFound(text: string, except: string, requester: string | null): readonly TicketSummary[] {
  const [q] = useDebouncedValue(text.trim().replace(/^#/, ""), 150);
  const { data } = useQuery({
    queryKey: ["ticket-finder", q, q ? null : requester],
    queryFn: async ({ signal }) => {
      const list = (query: Record<string, string | number>) =>
        get<{ items: TicketSummary[] }>("/tickets", { limit: 12, ...query }, signal).then(({ items }) => items);
      if (q) return list({ q });
      const [own, last] = await Promise.all([
        requester ? list({ requester }) : [],
        Promise.all(recentTickets().map((number) => get<TicketSummary>(`/tickets/${number}`).catch(() => null))),
      ]);
      return [...own, ...last.filter((ticket) => ticket !== null)];
    },
    placeholderData: keepPreviousData,
  });
  const seen = new Set([except]);
  return (data ?? []).filter(({ number }) => !seen.has(number) && seen.add(number));
}

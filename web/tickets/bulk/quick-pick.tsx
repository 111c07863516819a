import { Combobox, useCombobox } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Priority, TicketSummary } from "../../../shared/tickets/schema.ts";
import { useSession } from "../../lib/session.ts";
import { useTimes } from "../../lib/use-time.ts";
import { presets } from "../../lib/when.ts";
import { type Choice, ChoiceList } from "../../ui/choice-list.tsx";
import { useTicketActions } from "../actions.ts";
import { nobody, statesAfter, useChoices } from "../choices.tsx";
import { useWords } from "../load.ts";
import { type Pick, picking } from "./picking.ts";
import css from "./quick-pick.module.css";

/** The small list that opens for `s`, `p`, `a`, `q`, `h`, at a cell of the table or from the bar of selected tickets. */
export function QuickPick() {
  const asked = picking.use((now) => now);
  return asked && <OpenPick key={`${asked.what} ${asked.tickets[0]?.number}`} asked={asked} />;
}

function OpenPick({ asked }: { asked: NonNullable<ReturnType<typeof picking.get>> }) {
  const { t } = useTranslation("lists");
  const { what, tickets, at, from } = asked;
  const [search, setSearch] = useState("");
  const choices = useWhatChoices(what, tickets);
  const act = useAct(what, tickets);
  const current = tickets.length === 1 && tickets[0] ? ownValue(tickets[0], what) : null;
  const combobox = useCombobox({
    defaultOpened: true,
    onDropdownClose: () => {
      picking.set(null);
      if (from?.isConnected) from.focus({ preventScroll: true });
    },
  });
  const tag = what === "tag" ? tagOf(search) : "";
  const label = t(`pick.${what}`, { count: tickets.length });
  return (
    <Combobox
      store={combobox}
      width={260}
      position="bottom-start"
      onOptionSubmit={(value) => {
        combobox.closeDropdown();
        act(value);
      }}
    >
      <Combobox.DropdownTarget>
        <span className={css.anchor} style={{ left: at.left, top: at.top, width: at.width, height: at.height }} />
      </Combobox.DropdownTarget>
      <Combobox.Dropdown>
        <ChoiceList
          store={combobox}
          label={label}
          choices={choices}
          value={current}
          search={{ text: search, label, onChange: setSearch, onBlur: () => combobox.closeDropdown() }}
          fresh={tag ? { value: tag, label: t("pick.newTag", { tag }) } : null}
          nothing={what === "tag" ? t("pick.typeTag") : t("desk:pick.nothing")}
        />
      </Combobox.Dropdown>
    </Combobox>
  );
}

const tagOf = (text: string) =>
  text
    .trim()
    .replace(/[\s,]+/g, "-")
    .slice(0, 50);
const untilReply = "reply";

function ownValue(ticket: TicketSummary, what: Pick): string | null {
  if (what === "queue") return ticket.queue.id;
  if (what === "assignee") return ticket.assignee?.id ?? nobody;
  return what === "state" || what === "priority" ? ticket[what] : null;
}

function useWhatChoices(what: Pick, tickets: readonly TicketSummary[]): readonly Choice[] {
  const { t } = useTranslation("lists");
  const { moment } = useTimes();
  const { timeZone } = useSession().person;
  const { states } = useWords();
  const choices = useChoices();
  if (what === "tag") return [];
  if (what === "snooze")
    return [
      ...presets(new Date(), timeZone).map(({ key, at }) => ({
        value: at.toISOString(),
        label: `${t(`snooze.${key}`)} · ${moment(at.toISOString())}`,
      })),
      { value: untilReply, label: t("snooze.untilReply") },
    ];
  if (what !== "state") return choices[what];
  return statesAfter(choices.state, states, tickets.length === 1 ? tickets[0]?.state : undefined);
}

function useAct(what: Pick, tickets: readonly TicketSummary[]): (value: string) => void {
  const { change, snooze } = useTicketActions();
  return (value) => {
    if (tickets.length === 1 && tickets[0] && ownValue(tickets[0], what) === value) return;
    if (what === "snooze") void snooze(tickets, value === untilReply ? null : value);
    else if (what === "tag") change(tickets, { addTags: [value] });
    else if (what === "assignee") change(tickets, { assignee: value === nobody ? null : value });
    else if (what === "priority") change(tickets, { priority: value as Priority });
    else change(tickets, { [what]: value });
  };
}

import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Priority, Ticket, UpdateTicket } from "../../shared/tickets/schema.ts";
import { useHotkeys } from "../lib/hotkeys.ts";
import { inLanguage } from "../lib/i18n.ts";
import { useSession } from "../lib/session.ts";
import type { Choice } from "../ui/choice-list.tsx";
import { Face } from "../ui/face.tsx";
import { PriorityMark, StateMark } from "../ui/marks.tsx";
import { Picker, type PickerHandle } from "../ui/picker.tsx";
import { useChangeTicket } from "./change.ts";
import { useWords } from "./load.ts";
import { priorities } from "./priorities.ts";
import css from "./properties.module.css";
import { Tags } from "./tags.tsx";

const nobody = "none";

/** State, priority, queue, assignee, tags: each a button that opens its choices. */
export function Properties({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const { mutate } = useChangeTicket();
  const choices = useChoices(ticket);
  const change = (changes: UpdateTicket) => mutate({ number: ticket.number, changes });
  const handles = { s: useHandle(), p: useHandle(), q: useHandle(), a: useHandle() };
  const opening = (key: keyof typeof handles) => () => handles[key].current?.open();
  useHotkeys({ s: opening("s"), p: opening("p"), q: opening("q"), a: opening("a") });
  const disabled = !ticket.can.update;

  return (
    <div className={css.row}>
      <Picker
        label={t("ticket.state")}
        hotkey="s"
        handle={handles.s}
        value={ticket.state}
        choices={choices.states}
        disabled={disabled}
        onPick={(state) => change({ state })}
      >
        <StateMark category={ticket.category} />
        <span className={css.text}>{choices.state}</span>
      </Picker>
      <Picker
        label={t("ticket.priority")}
        hotkey="p"
        handle={handles.p}
        value={ticket.priority}
        choices={choices.priorities}
        disabled={disabled}
        onPick={(priority) => change({ priority: priority as Priority })}
      >
        <PriorityMark priority={ticket.priority} />
        <span className={css.text}>{t(`priority.${ticket.priority}`)}</span>
      </Picker>
      <Picker
        label={t("ticket.queue")}
        hotkey="q"
        handle={handles.q}
        value={ticket.queue.id}
        choices={choices.queues}
        disabled={disabled}
        onPick={(queue) => change({ queue })}
      >
        <span className={css.text}>{ticket.queue.name}</span>
      </Picker>
      <Picker
        label={t("ticket.assignee")}
        hotkey="a"
        handle={handles.a}
        value={ticket.assignee?.id ?? nobody}
        choices={choices.assignees}
        disabled={disabled}
        onPick={(assignee) => change({ assignee: assignee === nobody ? null : assignee })}
      >
        {ticket.assignee && <Face name={ticket.assignee.name} size={18} />}
        <span className={css.text}>{ticket.assignee?.name ?? t("ticket.nobody")}</span>
      </Picker>
      <Tags tags={ticket.tags} disabled={disabled} onChange={(tags) => change({ tags })} />
    </div>
  );
}

const useHandle = () => useRef<PickerHandle>(null);

function useChoices(ticket: Ticket) {
  const { t, i18n } = useTranslation();
  const me = useSession().person;
  const words = useWords();
  const allowed = new Set([ticket.state, ...ticket.can.states]);
  const states = words.states
    .filter(({ key }) => allowed.has(key))
    .map(({ key, name, category }) => ({
      value: key,
      label: inLanguage(name, i18n.language),
      mark: <StateMark category={category} />,
    }));
  const person = ({ id, name }: { id: string; name: string }): Choice => ({
    value: id,
    label: id === me.id ? t("ticket.me", { name }) : name,
    mark: <Face name={name} size={18} />,
  });
  const agents = [...words.agents].sort((a, b) => Number(b.id === me.id) - Number(a.id === me.id));
  return {
    state: states.find(({ value }) => value === ticket.state)?.label ?? ticket.state,
    states,
    priorities: priorities.map((value) => ({
      value,
      label: t(`priority.${value}`),
      mark: <PriorityMark priority={value} />,
    })),
    queues: words.queues.map(({ id, name }) => ({ value: id, label: name })),
    assignees: [{ value: nobody, label: t("ticket.nobody") }, ...agents.map(person)],
  };
}

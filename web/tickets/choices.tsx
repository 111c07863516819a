import { useTranslation } from "react-i18next";
import type { State } from "../../shared/tickets/schema.ts";
import { inLanguage } from "../lib/i18n.ts";
import { useSession } from "../lib/session.ts";
import type { Choice } from "../ui/choice-list.tsx";
import { Face } from "../ui/face.tsx";
import { PriorityMark, StateMark } from "../ui/marks.tsx";
import { useWords } from "./load.ts";
import { priorities } from "./priorities.ts";

export const nobody = "none";

/** What can be set: states, priorities, queues and agents, with their marks; I stand first. */
export function useChoices() {
  const { t, i18n } = useTranslation();
  const me = useSession().person;
  const { states, queues, agents } = useWords();
  const state = ({ key, name, category }: State): Choice => ({
    value: key,
    label: inLanguage(name, i18n.language),
    mark: <StateMark category={category} />,
  });
  const others = agents.filter(({ id }) => id !== me.id);
  return {
    state: states.map(state),
    priority: priorities.map((value) => ({
      value: value as string,
      label: t(`priority.${value}`),
      mark: <PriorityMark priority={value} />,
    })) as Choice[],
    queue: queues.map(({ id, name }): Choice => ({ value: id, label: name })),
    assignee: [
      { value: me.id, label: t("ticket.me", { name: me.name }), mark: <Face name={me.name} size={18} /> },
      { value: nobody, label: t("ticket.nobody") },
      ...others.map(({ id, name }) => ({ value: id, label: name, mark: <Face name={name} size={18} /> })),
    ] as Choice[],
  };
}
export type Choices = ReturnType<typeof useChoices>;
export type Property = keyof Choices;
export const properties = ["state", "priority", "assignee", "queue"] as const satisfies readonly Property[];

/** The states that may follow that of this ticket; of several tickets all, and the server says which cannot. */
export function statesAfter(choices: readonly Choice[], states: readonly State[], now: string | undefined): Choice[] {
  const next = states.find(({ key }) => key === now)?.next;
  return next ? choices.filter(({ value }) => value === now || next.includes(value)) : [...choices];
}

import { useTranslation } from "react-i18next";
import type { BulkChange } from "../../shared/tickets/structure.ts";
import { inLanguage } from "../lib/i18n.ts";
import { useSession } from "../lib/session.ts";
import { useWords } from "./load.ts";

/** The reader's word for a value of a ticket's field, as PATCH knows it: ids of queues and agents, keys of states. */
export function useValueWord(): (field: string, value: unknown) => string {
  const { t, i18n } = useTranslation("lists");
  const { states, queues, agents } = useWords();
  const me = useSession().person;
  return (field, value) => {
    if (field === "state") {
      const state = states.find(({ key }) => key === value);
      return state ? inLanguage(state.name, i18n.language) : String(value);
    }
    if (field === "priority") return t(`desk:priority.${value}`);
    if (field === "type") return t(`desk:type.${value}`);
    if (field === "queue") return queues.find(({ id }) => id === value)?.name ?? String(value);
    if (field === "assignee" && value === null) return t("desk:ticket.nobody");
    if (field === "assignee")
      return value === "me" ? me.name : (agents.find(({ id }) => id === value)?.name ?? String(value));
    if (Array.isArray(value)) return value.join(", ");
    return value === null ? "" : String(value);
  };
}

/** "Solved, High": what a change sets. */
export function useDescribeChange(): (changes: BulkChange["changes"]) => string {
  const { t } = useTranslation("lists");
  const word = useValueWord();
  return (changes) =>
    Object.entries(changes)
      .map(([field, value]) => {
        if (field === "addTags") return t("bulk.addedTags", { tags: word(field, value) });
        if (field === "removeTags") return t("bulk.removedTags", { tags: word(field, value) });
        return word(field, value);
      })
      .join(", ");
}

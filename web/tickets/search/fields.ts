import { useTranslation } from "react-i18next";
import { splitValues } from "../../../shared/tickets/filter-text.ts";
import type { FilterKey } from "../../../shared/tickets/query.ts";
import { useTimes } from "../../lib/use-time.ts";
import type { Choice } from "../../ui/choice-list.tsx";
import { nobody, useChoices } from "../choices.tsx";
import { anything } from "../search.ts";

/** One thing to filter by. `choices`: only or mostly these; without, what one types. */
export interface FilterField {
  key: FilterKey;
  /** The parameter that says the opposite. */
  not?: FilterKey;
  /** As it is typed: `org:`. */
  operator: string;
  kind: "choice" | "text" | "yes" | "time";
  label: string;
  choices: readonly Choice[];
}

const channels = ["email", "phone", "form", "portal", "chat", "telegram", "api"];
const categories = ["new", "open", "waiting", "solved", "closed"];
const ages = ["24h", "7d", "30d", "1y"];
const days = ["24h", "7d", "30d"];

/** Everything a list can be filtered by, in the reader's words. */
export function useFilterFields(): FilterField[] {
  const { t } = useTranslation("lists");
  const own = useChoices();
  const words = (values: readonly string[], word: (value: string) => string): Choice[] =>
    values.map((value) => ({ value, label: word(value) }));
  const known = new Set(own.state.map(({ value }) => value));
  const state = [
    { value: "unsolved", label: t("value.unsolved") },
    ...own.state,
    ...words(categories, (value) => t(`category.${value}`)).filter(({ value }) => !known.has(value)),
  ];
  const assignee = [
    { value: "me", label: t("desk:filter.me") },
    { value: nobody, label: t("desk:ticket.nobody") },
    ...own.assignee.filter(({ value }) => value !== nobody),
  ];
  const times = (from: FilterKey, to: FilterKey, operator: string, choices: Choice[]): FilterField[] => [
    { ...base(from, operator), kind: "time", choices },
    { ...base(to, operator), kind: "time", choices: [] },
  ];
  const base = (key: FilterKey, operator: string, not?: FilterKey) => ({
    key,
    operator,
    ...(not ? { not } : {}),
    label: t(`field.${key}`),
    choices: [] as Choice[],
  });
  const yes = (key: FilterKey): FilterField => ({
    ...base(key, "is"),
    kind: "yes",
    choices: words(["true", "false"], (value) => t(`value.${value}`)),
  });
  const past = words(ages, (value) => t(`age.past.${value}`));
  const ahead = words(days, (value) => t(`age.next.${value}`));
  const me: Choice[] = [{ value: "me", label: t("desk:filter.me") }];
  return [
    { ...base("state", "state", "notState"), kind: "choice", choices: state },
    { ...base("assignee", "assignee", "notAssignee"), kind: "choice", choices: assignee },
    { ...base("queue", "queue", "notQueue"), kind: "choice", choices: own.queue },
    { ...base("priority", "priority", "notPriority"), kind: "choice", choices: own.priority },
    {
      ...base("type", "type", "notType"),
      kind: "choice",
      choices: words(["request", "incident", "question"], (value) => t(`desk:type.${value}`)),
    },
    { ...base("tag", "tag", "notTag"), kind: "text" },
    { ...base("organization", "org", "notOrganization"), kind: "text" },
    { ...base("from", "from", "notFrom"), kind: "text" },
    { ...base("requester", "requester"), kind: "choice", choices: me },
    {
      ...base("channel", "channel", "notChannel"),
      kind: "choice",
      choices: words(channels, (value) => t(`desk:channel.${value}`)),
    },
    {
      ...base("has", "has", "notHas"),
      kind: "choice",
      choices: words(["attachment", "due", "tag"], (value) => t(`value.${value}`)),
    },
    yes("unanswered"),
    yes("overdue"),
    yes("snoozed"),
    yes("merged"),
    { ...base("mentions", "mentions"), kind: "choice", choices: me },
    { ...base("follower", "follower"), kind: "choice", choices: me },
    ...times("createdFrom", "createdTo", "created", past),
    ...times("updatedFrom", "updatedTo", "updated", past),
    ...times("dueFrom", "dueTo", "due", ahead),
  ];
}

export const fieldOf = (fields: readonly FilterField[], key: FilterKey): FilterField | undefined =>
  fields.find((field) => field.key === key || field.not === key);

/** "State: Open, Waiting", "Not tagged: spam". */
export function useFilterText(fields: readonly FilterField[]): (key: FilterKey, value: string) => string {
  const { t } = useTranslation("lists");
  const { moment } = useTimes();
  return (key, value) => {
    const field = fieldOf(fields, key);
    if (!field) return value;
    if (value === anything) return t("chip.any", { field: field.label });
    const word = (one: string) => {
      const known = field.choices.find((choice) => choice.value === one)?.label;
      return known ?? (/^\d{4}-\d\d-\d\dT/.test(one) ? moment(one) : one);
    };
    const values = splitValues(value).map(word).join(", ");
    if (field.kind === "yes") return value === "true" ? field.label : t("chip.not", { field: field.label });
    return key === field.not
      ? t("chip.isNot", { field: field.label, values })
      : t("chip.is", { field: field.label, values });
  };
}

import type { TFunction } from "i18next";
import type { WireEvent } from "../../shared/events.ts";
import { inLanguage } from "../lib/i18n.ts";
import type { Words } from "./load.ts";

type Changes = Record<string, { from: unknown; to: unknown }>;

/** One sentence of history without its author and time; null: nothing a reader needs (messages show themselves). */
export function describeEvent(
  t: TFunction,
  language: string,
  event: WireEvent,
  words: Words,
  moment: (at: string) => string = String,
): string | null {
  const data = event.data;
  const state = (key: unknown) => {
    const known = words.states.find((candidate) => candidate.key === key);
    return known ? inLanguage(known.name, language) : String(key);
  };
  const agent = (id: unknown) => words.agents.find((candidate) => candidate.id === id)?.name ?? t("event.somebody");
  switch (event.kind) {
    case "ticket.opened":
      return t("event.opened");
    case "ticket.state-changed":
      return t("event.state", { from: state(data.from), to: state(data.to) }) + reasonFor(t, data);
    case "ticket.assigned":
      if (data.to === null) return t("event.unassigned");
      return data.to === event.actor?.id ? t("event.took") : t("event.assigned", { to: agent(data.to) });
    case "ticket.changed":
      return changesText(t, (data.changes ?? {}) as Changes, words);
    case "ticket.merged":
      return t("event.merged", { from: data.from, into: data.into });
    case "ticket.unmerged":
      return t("event.unmerged", { from: data.from, into: data.into });
    case "ticket.split":
      return t("event.split", {
        from: data.from,
        into: (data.into as string[]).map((number) => `#${number}`).join(", "),
      });
    case "ticket.messages-moved":
      return t("event.moved", { count: (data.messages as string[]).length, from: data.from, to: data.to });
    case "ticket.operation-undone":
      // Of a merge it is told that the tickets are two again.
      return data.of === "merge" ? null : t("event.undone");
    case "ticket.links-changed":
      return t(`event.links.${data.change}`, { other: data.other });
    case "ticket.unfollowed":
      return t("event.unfollowed", { name: data.name });
    case "conversation.left":
      return t("event.left", { name: data.name });
    case "ticket.forwarded":
      return t("event.forwarded", { to: data.to });
    case "ticket.snoozed":
      return data.until === null ? t("event.snoozedOpen") : t("event.snoozed", { until: moment(data.until as string) });
    case "ticket.woken":
      return t(`event.woken.${data.why}`);
    case "message.cancelled":
      return data.why ? t("event.cancelledBy", { why: t("event.customerFirst") }) : t("event.cancelled");
    case "message.confirmation-asked":
    case "message.confirmed":
    case "message.denied":
      return t(`event.${event.kind.slice("message.".length)}`, { to: data.to });
    case "message.forwarded":
      return t("event.passedOn", { from: data.from });
    case "message.retried":
      return t("event.retried");
    default:
      return null;
  }
}

function changesText(t: TFunction, changes: Changes, words: Words): string | null {
  const parts = Object.entries(changes).map(([field, { to }]) => {
    switch (field) {
      case "subject":
        return t("event.subject", { to });
      case "priority":
        return t("event.priority", { to: t(`priority.${to}`) });
      case "queue":
        return t("event.queue", { to: queueName(words, to) });
      case "tags":
        return Array.isArray(to) && to.length > 0 ? t("event.tags", { to: to.join(", ") }) : t("event.noTags");
      default:
        return t("event.field", { field });
    }
  });
  return parts.length > 0 ? parts.join("; ") : null;
}

const queueName = (words: Words, value: unknown): string =>
  words.queues.find(({ id }) => id === value)?.name ?? String((value as { name?: string } | null)?.name ?? value);

/** Why the desk itself moved it, where that says more than the state: " (the problem is over: HTTP on web1)". */
function reasonFor(t: TFunction, { why, code, values }: Record<string, unknown>): string {
  if (code) return ` (${t(`event.why.${code}`, { ...(values as object), defaultValue: String(why) })})`;
  // Events from before reasons had codes.
  const [, kind, what] = /^(recovered|the problem is back): (.*)$/s.exec(String(why ?? "")) ?? [];
  if (kind) return ` (${t(kind === "recovered" ? "event.why.recovered" : "event.why.back", { what })})`;
  return why === "the customer says that it is not solved" ? ` (${t("event.why.notSolved")})` : "";
}

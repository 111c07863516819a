// How a ticket moves. Pure: the server and the browser ask the same functions.
import type { Level, Priority, StateCategory } from "./schema.ts";

const weight: Record<Level, number> = { low: 0, medium: 1, high: 2 };
const byWeight: readonly Priority[] = ["low", "low", "normal", "high", "urgent"];

/** Priority from impact × urgency (F24): both high is urgent, both low is low. */
export const priorityOf = (impact: Level, urgency: Level): Priority =>
  byWeight[weight[impact] + weight[urgency]] ?? "normal";

/** What a message from the customer does to the ticket it lands in. */
export type AfterCustomerWrote = "stay" | "open" | "new-ticket";

/**
 * New and open stay as they are; waiting goes back to work; solved too, unless he only says thanks (F28). What was closed
 * lately (`goesOn`) does the same; what was closed long ago is over: what he writes now is a new request, linked to the old
 * one (F29).
 */
export function afterCustomerWrote(category: StateCategory, thanks: boolean, goesOn = false): AfterCustomerWrote {
  if (category === "closed" && !goesOn) return "new-ticket";
  if (category === "solved" || category === "closed") return thanks ? "stay" : "open";
  return category === "waiting" ? "open" : "stay";
}

export const isActive = (category: StateCategory): boolean => category !== "solved" && category !== "closed";

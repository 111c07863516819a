import type { Priority } from "../../shared/tickets/schema.ts";

export const priorities = ["urgent", "high", "normal", "low"] as const satisfies readonly Priority[];

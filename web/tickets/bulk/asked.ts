import type { BulkChange } from "../../../shared/tickets/structure.ts";
import { store } from "../../lib/store.ts";

export type Bulk = Pick<BulkChange, "numbers" | "changes">;

/** A change of several tickets that waits for a yes. */
export const asked = store<Bulk | null>(null);
export const askBulk = (bulk: Bulk): void => asked.set(bulk);

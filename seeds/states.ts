// The states of the default workflow, by their keys.
import { sql } from "kysely";
import type { Trx } from "../server/platform/db.ts";
import type { StateCategory } from "../shared/tickets/schema.ts";

export interface WorkflowState {
  id: string;
  key: string;
  category: StateCategory;
}

export async function loadStates(trx: Trx): Promise<Map<string, WorkflowState>> {
  const { rows } = await sql<WorkflowState>`
    select s.id, s.key, s.category from states s join workflows w on w.id = s.workflow_id where w.key = 'default'`.execute(
    trx,
  );
  return new Map(rows.map((row) => [row.key, row]));
}

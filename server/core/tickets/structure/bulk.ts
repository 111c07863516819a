// One change of many tickets. Some at a time, so that nobody waits long for a ticket; each part is one commit, and all of it
// one operation. Sent again after a crash it goes on where it stopped: what is changed already stays unchanged.
import type { Actor } from "../../../../shared/identity/permissions.ts";
import type { BulkChange, BulkResult } from "../../../../shared/tickets/structure.ts";
import type { Database, Trx } from "../../../platform/db.ts";
import { Problem } from "../../../platform/errors.ts";
import { ticketMerged, ticketNotFound } from "../errors.ts";
import { carryOut, planUpdate, type TicketPlan, tagsOf } from "../update-ticket.ts";
import { type FullRow, lockVisible } from "./lock.ts";
import { asPartOf, insertOperation } from "./operations.ts";
import { fieldsAndTags } from "./rows.ts";

const atOnce = 50;

export async function changeMany(
  database: Pick<Database, "transact">,
  actor: Actor,
  { numbers, changes, dryRun = false }: BulkChange,
): Promise<BulkResult> {
  const wanted = [...new Set(numbers)].sort();
  const result: BulkResult = { operation: null, changed: [], unchanged: [], refused: [] };
  for (let i = 0; i < wanted.length; i += atOnce) {
    const part = await database.transact(async (trx) => {
      const planned = await planAll(trx, actor, wanted.slice(i, i + atOnce), changes);
      if (dryRun || planned.plans.length === 0) return planned.result;
      return { ...planned.result, operation: await carryOutAll(trx, actor, result.operation, planned) };
    });
    result.operation = part.operation ?? result.operation;
    result.changed.push(...part.changed);
    result.unchanged.push(...part.unchanged);
    result.refused.push(...part.refused);
  }
  return result;
}

interface Planned {
  at: Date;
  plans: { ticket: FullRow; plan: TicketPlan }[];
  result: BulkResult;
}

async function planAll(trx: Trx, actor: Actor, numbers: string[], changes: BulkChange["changes"]): Promise<Planned> {
  const at = new Date();
  const plans: Planned["plans"] = [];
  const result: BulkResult = { operation: null, changed: [], unchanged: [], refused: [] };
  const tickets = new Map((await lockVisible(trx, actor, numbers)).map((ticket) => [ticket.number, ticket]));
  for (const number of numbers) {
    try {
      const ticket = tickets.get(number);
      if (!ticket) throw ticketNotFound();
      if (ticket.merged_into_id !== null) throw ticketMerged({ number });
      const plan = await planOne(trx, actor, ticket, changes, at);
      if (plan.events.length === 0) {
        result.unchanged.push(number);
        continue;
      }
      plans.push({ ticket, plan });
      result.changed.push({ number, subject: ticket.subject, changes: plan.changes });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      result.refused.push({ number, code: error.code, why: error.message });
    }
  }
  return { at, plans, result };
}

async function planOne(
  trx: Trx,
  actor: Actor,
  ticket: FullRow,
  { addTags, removeTags, ...input }: BulkChange["changes"],
  at: Date,
): Promise<TicketPlan> {
  const tags =
    addTags || removeTags
      ? [...(input.tags ?? (await tagsOf(trx, ticket.id))), ...(addTags ?? [])].filter(
          (tag) => !removeTags?.includes(tag),
        )
      : input.tags;
  // The state it is in is no step: of many tickets some will be there already.
  const { state, ...rest } = input;
  return planUpdate(
    trx,
    actor,
    ticket,
    { ...rest, ...(tags && { tags }), ...(state !== undefined && state !== ticket.state && { state }) },
    at,
  );
}

async function carryOutAll(trx: Trx, actor: Actor, known: string | null, { plans, at }: Planned): Promise<string> {
  const operation = known ?? (await insertOperation(trx, actor, "bulk"));
  const tickets = plans.map(({ ticket }) => ticket.id);
  await asPartOf(trx, operation, { kept: fieldsAndTags, tickets }, async () => {
    for (const { ticket, plan } of plans) await carryOut(trx, ticket, plan, at);
    return [];
  });
  return operation;
}

import { declareProblem } from "../../platform/errors.ts";

export const ticketNotFound = declareProblem("ticket_not_found", 404, "There is no such ticket that you may see.");
export const notYoursToChange = declareProblem("not_allowed", 403, "Your role does not allow this on a ticket.");
export const stateUnknown = declareProblem("state_unknown", 422, "There is no state {state}.");
export const transitionNotAllowed = declareProblem(
  "transition_not_allowed",
  409,
  "A ticket that is {from} cannot become {to}.",
);
export const takenByOther = declareProblem("taken_by_other", 409, "{name} has taken this ticket already.");
export const ticketMerged = declareProblem(
  "ticket_merged",
  409,
  "Ticket {number} was merged into another one: go on there.",
);
export const ticketFinished = declareProblem(
  "ticket_finished",
  409,
  "This ticket is {state}: only one that is worked on can be snoozed.",
);
export const itemNotFound = declareProblem("item_not_found", 404, "There is no such point on this ticket's checklist.");
export const linkNotFound = declareProblem("link_not_found", 404, "{number} and {other} are not linked.");
export const pointTaken = declareProblem("point_taken", 409, "This point is on the checklist already.");
export const operationNotFound = declareProblem(
  "operation_not_found",
  404,
  "There is nothing here to undo that you may see.",
);
export const alreadyUndone = declareProblem("already_undone", 409, "This was undone already.");
export const undoNewerFirst = declareProblem(
  "undo_newer_first",
  409,
  "The same tickets were rearranged again later: undo operation {operation} first.",
);
export const queueUnknown = declareProblem("queue_unknown", 422, "There is no such queue.");
export const queueNotFound = declareProblem("queue_not_found", 404, "There is no such queue.");
export const stateNotFound = declareProblem("state_not_found", 404, "There is no such state.");
export const stateTaken = declareProblem("state_taken", 409, "There is a state {key} already.");
export const stateInUse = declareProblem(
  "state_in_use",
  409,
  "{tickets} tickets are in this state. Say which state of the same category they get instead.",
);
export const lastOfCategory = declareProblem(
  "last_of_category",
  409,
  "This is the only {category} state: the desk needs one. Make another one first.",
);
export const queueInUse = declareProblem(
  "queue_in_use",
  409,
  "{tickets} tickets and {conversations} conversations are in this queue. Say which queue they get instead.",
);
export const lastQueue = declareProblem("last_queue", 409, "This is the only queue: tickets need one.");
export const fieldNotFound = declareProblem("field_not_found", 404, "There is no such field.");
export const fieldTaken = declareProblem("field_taken", 409, "There is a field {key} already.");
export const fieldInUse = declareProblem(
  "field_in_use",
  409,
  "{tickets} tickets have something in this field. Ask again with confirm={count}; a new field with the same key brings it back.",
);
export const fieldKindFixed = declareProblem(
  "field_kind_fixed",
  409,
  "{tickets} tickets have something in this field: it stays {kind}.",
);

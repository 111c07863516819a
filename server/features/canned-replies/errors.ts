import { declareProblem } from "../../platform/errors.ts";

export const cannedReplyNotFound = declareProblem(
  "canned_reply_not_found",
  404,
  "There is no such canned reply that you may see.",
);
export const notYoursToEdit = declareProblem(
  "not_yours_to_edit",
  403,
  "Shared canned replies are kept by who may change settings, a team's by its members, personal ones by their owner.",
);

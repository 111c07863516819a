import { declareProblem } from "../../../platform/errors.ts";

export const viewNotFound = declareProblem("view_not_found", 404, "There is no such view that you may see.");
export const viewNotYours = declareProblem(
  "not_allowed",
  403,
  "A view of everybody is changed by who may change settings, a team's by its members too.",
);

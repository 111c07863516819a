import { declareProblem } from "../../platform/errors.ts";

export const templateNotFound = declareProblem("template_not_found", 404, "There is no such template.");
export const templateWrong = declareProblem("template_wrong", 422, "The template cannot be used: {why}");
export const changeNotFound = declareProblem("change_not_found", 404, "There is no such change.");
export const changeFinal = declareProblem("change_final", 409, "This change cannot be undone from here.");
export const changedSince = declareProblem(
  "changed_since",
  409,
  "{field} was changed again since: undo that change first, or set it by hand.",
);

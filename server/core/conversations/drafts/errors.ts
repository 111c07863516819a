import { declareProblem } from "../../../platform/errors.ts";

export const draftChanged = declareProblem(
  "draft_changed",
  409,
  "This draft was changed in another window, sent, or taken over. Load it again.",
);
export const draftExists = declareProblem(
  "draft_exists",
  409,
  "You have a draft of your own here. Send it or delete it first.",
);
export const draftNotFound = declareProblem("draft_not_found", 404, "There is no such draft that you may see.");

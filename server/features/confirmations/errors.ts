import { declareProblem } from "../../platform/errors.ts";

export const notToConfirm = declareProblem(
  "message_not_to_confirm",
  409,
  "Only what somebody wrote from an e-mail address can be confirmed by him.",
);
export const confirmedAlready = declareProblem(
  "message_confirmed",
  409,
  "Its sender has confirmed this message already.",
);

import { declareProblem } from "../../../platform/errors.ts";

export const mailboxNotFound = declareProblem("mailbox_not_found", 404, "There is no such mailbox.");
export const mailboxTaken = declareProblem("mailbox_taken", 409, "{address} is connected already.");
export const passwordNeeded = declareProblem(
  "mailbox_password_needed",
  422,
  "Enter the password again: what is kept is given to no other server and no other user name.",
);
export const consentNeeded = declareProblem(
  "mailbox_consent_needed",
  422,
  "Ask the provider for its consent first: POST /mailboxes/consent.",
);
export const consentUnknown = declareProblem(
  "mailbox_consent_unknown",
  404,
  "This consent was not asked for here, or more than an hour ago. Begin again.",
);
export const consentRefused = declareProblem("mailbox_consent_refused", 422, "The provider gave no consent: {why}");
export const queueOfMailboxUnknown = declareProblem("mailbox_queue_unknown", 422, "There is no such queue.");

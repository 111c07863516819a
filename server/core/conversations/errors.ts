import { declareProblem } from "../../platform/errors.ts";

export const conversationNotFound = declareProblem(
  "conversation_not_found",
  404,
  "There is no such conversation that you may see.",
);
export const messageNotFound = declareProblem("message_not_found", 404, "There is no such message that you may see.");
export const tooLateToCancel = declareProblem("too_late_to_cancel", 409, "The message has left already.");
export const nothingToRetry = declareProblem(
  "nothing_to_retry",
  409,
  "This message did not fail: there is nothing to try again.",
);
export const uploadNotFound = declareProblem(
  "upload_not_found",
  422,
  "The file {name} was not uploaded, or by somebody else.",
);
export const uploadTaken = declareProblem("upload_taken", 409, "This id was used for another file. Choose a new one.");
export const attachmentNotFound = declareProblem(
  "attachment_not_found",
  404,
  "There is no such file that you may see.",
);
export const noRecipient = declareProblem(
  "no_recipient",
  422,
  "There is nobody to send this to: the requester has no e-mail address.",
);
export const keyMissing = declareProblem(
  "encryption_key_missing",
  422,
  "It cannot be encrypted: there is no valid key of {addresses}. Add the key in the settings under Encryption, or send it without encryption.",
);
export const noKeyToSign = declareProblem(
  "signing_key_missing",
  422,
  "It cannot be signed: {address} has no key of its own. An administrator can add one in the settings under Encryption.",
);

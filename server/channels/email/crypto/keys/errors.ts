import { declareProblem } from "../../../../platform/errors.ts";

export const mailKeyNotFound = declareProblem("mail_key_not_found", 404, "There is no such key.");
export const keyUnusable = declareProblem("mail_key_unusable", 422, "{why}");
export const noPublishedKey = declareProblem(
  "mail_key_not_published",
  404,
  "The mail domain of {address} publishes no key for it. Ask the person for it, and upload it here.",
);

import { declareProblem } from "../../platform/errors.ts";

export const personNotFound = declareProblem("person_not_found", 404, "There is no such person that you may see.");
export const organizationNotFound = declareProblem(
  "organization_not_found",
  404,
  "There is no such organization that you may see.",
);
export const addressTaken = declareProblem(
  "address_taken",
  409,
  "The address {address} belongs to another person already.",
);
export const offerNotFound = declareProblem("offer_not_found", 404, "Nothing of that kind is offered for this person.");
export const changedMeanwhile = declareProblem(
  "offer_overtaken",
  409,
  "The card was changed since: change it by hand.",
);
export const contactNotFound = declareProblem("contact_not_found", 404, "This person has no such way to be reached.");

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
export const contactNotFound = declareProblem("contact_not_found", 404, "This person has no such way to be reached.");

// What belongs to a person: a token stands for nobody.
import type { Actor } from "../../../shared/identity/permissions.ts";
import { declareProblem } from "../../platform/errors.ts";

const personNeeded = declareProblem(
  "person_needed",
  401,
  "This belongs to a person, and a token stands for nobody: sign in.",
);

/** The id of who acts. */
export function requirePerson(actor: Actor): string {
  if (actor.personId === null) throw personNeeded();
  return actor.personId;
}

import { declareProblem } from "../../platform/errors.ts";

export const wrongPassword = declareProblem("wrong_password", 401, "The address or the password is wrong.");
export const tooManyTries = declareProblem(
  "too_many_tries",
  429,
  "Too many wrong passwords. Wait a quarter of an hour, or set a new one by mail.",
);
export const linkUsed = declareProblem("link_used", 410, "This link was used or has expired. Ask for a new one.");
export const roleUnknown = declareProblem("role_unknown", 422, "There is no role {role}.");
export const tokenNotFound = declareProblem("token_not_found", 404, "There is no such token.");
export const loginTaken = declareProblem("login_taken", 409, "Somebody signs in with this address already.");
export const roleNotFound = declareProblem("role_not_found", 404, "There is no such role.");
export const roleTaken = declareProblem("role_taken", 409, "There is a role {key} already.");
export const roleBuiltIn = declareProblem(
  "role_built_in",
  409,
  "{key} came with the desk: its permissions can be changed, not its name, and it cannot be taken away.",
);
export const roleInUse = declareProblem(
  "role_in_use",
  409,
  "{people} people and {tokens} tokens have this role. Say which role they get instead.",
);
export const lastAdministrator = declareProblem(
  "last_administrator",
  409,
  "Nobody would be left to manage the desk. Make somebody else an administrator first.",
);
export const administratorNeeds = declareProblem(
  "administrator_needs",
  409,
  "Administrators must be able to manage people and settings: {permissions} cannot be taken from them.",
);
export const alreadySignsIn = declareProblem(
  "already_signs_in",
  409,
  "This person has a password already. If it is forgotten, a new one can be asked for at the sign-in.",
);
export const nobodyToInvite = declareProblem(
  "nobody_to_invite",
  409,
  "Give this person a role and an e-mail address first, and make sure that the account is active.",
);
export const teamInUse = declareProblem("team_in_use", 409, "This team has {uses}. Take them away first.");

// The door: what others may call.
export { openAccount, personOfLogin, setPassword, setRoles } from "./accounts.ts";
export { keepAdministrator, requireBelow } from "./administrators.ts";
export { clearSessionCookie, createAuthenticator, setSessionCookie } from "./authenticate.ts";
export { invite, type OpenInvitation } from "./invite.ts";
export { createLink, hasAdministrator, linkHours, takeLink } from "./links.ts";
export { loadActor } from "./load-actor.ts";
export { completePreferences, loadPreferences, savePreferences } from "./preferences.ts";
export { requirePerson } from "./require-person.ts";
export { changeRole, createRole, listRoles, removeRole, requireOwn } from "./roles.ts";
export { hashSecret, newSecret, sameBytes, sign } from "./secret.ts";
export { forgetOldSignIns, startSession } from "./sign-in.ts";
export { listTeams, removeTeam, saveTeam } from "./teams.ts";
export { createToken } from "./tokens.ts";

// The door: what others may call.
export { noteBounce, noteComplaint, noteWriting } from "./address-marks.ts";
export { changeSettings } from "./change-settings.ts";
export { offerContact } from "./contact-offers.ts";
export { personNotFound } from "./errors.ts";
export { findOrCreatePerson, findPerson, type KnownPerson } from "./find-or-create-person.ts";
export { getOrganization, getPerson } from "./list.ts";
export { changeOrganization, createOrganization } from "./save-organization.ts";
export { changePerson, createPerson } from "./save-person.ts";
export { createAdministrator, setupDesk } from "./setup-desk.ts";
export { organizationsVisibleTo, peopleVisibleTo } from "./visible.ts";

// The first visit: the administrator and the desk's name, by the one-time link that the start prints.
import type { Static } from "typebox";
import { systemActor } from "../../../shared/identity/permissions.ts";
import type { Setup } from "../../../shared/identity/schema.ts";
import type { Trx } from "../../platform/db.ts";
import { conflict } from "../../platform/errors.ts";
import { record } from "../../platform/events.ts";
import { saveSettings } from "../../platform/settings.ts";
import { hasAdministrator, openAccount, setPassword, setRoles, takeLink } from "../identity/index.ts";
import { findOrCreatePerson } from "./find-or-create-person.ts";
import { updatePerson } from "./store.ts";

/** Returns the administrator's person id. Throws 410 for a used link, 409 when there is an administrator. */
export async function setupDesk(trx: Trx, input: Static<typeof Setup>): Promise<string> {
  await takeLink(trx, ["setup"], input.token);
  if (await hasAdministrator(trx)) throw conflict({ why: "The desk has an administrator already. Sign in." });
  const id = await createAdministrator(trx, input);
  const desk = { language: input.language, timeZone: input.timeZone, ...(input.deskName && { name: input.deskName }) };
  await saveSettings(trx, "desk", desk);
  await record(trx, {
    kind: "settings.changed",
    actor: { ...systemActor, personId: id, kind: "person", name: input.name },
    data: { what: "desk", changes: { desk: { from: null, to: desk } } },
  });
  return id;
}

/** Makes the person, or takes the one with this address, and gives him the role administrator. */
export async function createAdministrator(
  trx: Trx,
  input: { name?: string; email: string; password?: string; language?: string; timeZone?: string },
): Promise<string> {
  const person = await findOrCreatePerson(trx, systemActor, { email: input.email, name: input.name });
  await updatePerson(trx, person.id, {
    active: true,
    ...(input.name && { name: input.name }),
    ...(input.language && { language: input.language }),
    ...(input.timeZone && { time_zone: input.timeZone }),
  });
  await openAccount(trx, person.id, input.email);
  await setRoles(trx, person.id, ["administrator"]);
  if (input.password) await setPassword(trx, systemActor, person.id, input.password, "setup");
  return person.id;
}

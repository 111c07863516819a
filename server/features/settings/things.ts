// What a change of the settings can be about, and how each of them is read, set, made and taken away: for undoing.
import { type Actor, can, type Permission } from "../../../shared/identity/permissions.ts";
import * as identity from "../../core/identity/index.ts";
import { changeSettings } from "../../core/people/index.ts";
import * as tickets from "../../core/tickets/index.ts";
import type { Trx } from "../../platform/db.ts";
import { readSettings } from "../../platform/settings.ts";
import type { Mailer } from "./mailer.ts";
import { readTemplate, saveTemplate } from "./templates.ts";

/** As it is on the wire, by field. */
// biome-ignore lint/suspicious/noExplicitAny: each thing has a shape of its own, which was checked when it was written
type Fields = any;

export interface Thing {
  /** null: there is none any more. */
  read(trx: Trx, actor: Actor, key: string): Promise<Record<string, unknown> | null>;
  change(trx: Trx, actor: Actor, key: string, fields: Fields): Promise<unknown>;
  create?(trx: Trx, actor: Actor, fields: Fields): Promise<unknown>;
  remove?(trx: Trx, actor: Actor, key: string): Promise<unknown>;
}

const group = (name: "desk" | "ticketNumber" | "mail" | "spam" | "virus" | "trust" | "limits"): Thing => ({
  read: async (trx) => (await readSettings(trx))[name],
  change: (trx, actor, _key, fields) => changeSettings(trx, actor, { [name]: fields }),
});

const roleOf = async (trx: Trx, key: string) =>
  (await identity.listRoles(trx)).find((role) => role.key === key) ?? null;
const idOfRole = async (trx: Trx, key: string) => (await roleOf(trx, key))?.id ?? "0";

const state: Thing = {
  read: async (trx, _actor, key) => (await tickets.listStates(trx)).find((each) => each.key === key) ?? null,
  change: tickets.changeState,
  async create(trx, actor, fields) {
    // States that are gone by now can neither follow nor be followed.
    const known = new Set((await tickets.listStates(trx)).map((each) => each.key));
    const kept = (keys: string[] = []) => keys.filter((key) => known.has(key));
    return tickets.createState(trx, actor, { ...fields, next: kept(fields.next), from: kept(fields.from) });
  },
  remove: (trx, actor, key) => tickets.removeState(trx, actor, key, undefined),
};

const field: Thing = {
  read: async (trx, _actor, key) => (await tickets.listFields(trx)).find((each) => each.key === key) ?? null,
  change: tickets.changeField,
  create: tickets.createField,
  remove: (trx, actor, key) => tickets.removeField(trx, actor, key, undefined),
};

const queue: Thing = {
  async read(trx, actor, id) {
    const found = (await tickets.listQueues(trx, actor)).find((each) => each.id === id);
    return found ? tickets.queueSnapshot(found) : null;
  },
  change: tickets.saveQueue,
  create: (trx, actor, fields) => tickets.saveQueue(trx, actor, null, fields),
  remove: (trx, actor, id) => tickets.removeQueue(trx, actor, id, undefined),
};

const team: Thing = {
  async read(trx, _actor, id) {
    const found = (await identity.listTeams(trx)).find((each) => each.id === id);
    return found ? { name: found.name, members: found.members.map((member) => member.id) } : null;
  },
  change: identity.saveTeam,
  create: (trx, actor, fields) => identity.saveTeam(trx, actor, null, fields),
  remove: identity.removeTeam,
};

const role: Thing = {
  read: (trx, _actor, key) => roleOf(trx, key),
  change: async (trx, actor, key, fields) => identity.changeRole(trx, actor, await idOfRole(trx, key), fields),
  create: identity.createRole,
  remove: async (trx, actor, key) => identity.removeRole(trx, actor, await idOfRole(trx, key), undefined),
};

const template = (mailer: Mailer): Thing => ({
  async read(trx, _actor, key) {
    const [kind = "", language = ""] = key.split(".");
    return readTemplate(trx, mailer.templates, kind, language);
  },
  async change(trx, actor, key, fields) {
    const [kind = "", language = ""] = key.split(".");
    const { subject, text } = await readTemplate(trx, mailer.templates, kind, language);
    return saveTemplate(trx, actor, mailer.templates, [kind, language as never], { subject, text, ...fields });
  },
});

const order = (
  list: (trx: Trx) => Promise<{ key: string }[]>,
  set: (trx: Trx, actor: Actor, keys: string[]) => Promise<unknown>,
): Thing => ({
  read: async (trx) => ({ order: (await list(trx)).map((each) => each.key) }),
  change: (trx, actor, _key, fields) => set(trx, actor, fields.order),
});

const fixed: Record<string, Thing> = {
  desk: group("desk"),
  ticketNumber: group("ticketNumber"),
  mail: group("mail"),
  spam: group("spam"),
  virus: group("virus"),
  trust: group("trust"),
  limits: group("limits"),
  state,
  states: order(tickets.listStates, tickets.orderStates),
  field,
  fields: order(tickets.listFields, tickets.orderFields),
  queue,
  team,
  role,
};

/** The thing that "queue 3" is about, and its key. */
export function thingOf(what: string, mailer: Mailer): { noun: string; key: string; thing: Thing | undefined } {
  const [noun = "", key = ""] = what.split(" ");
  return {
    noun,
    key,
    thing: noun === "template" ? template(mailer) : Object.hasOwn(fixed, noun) ? fixed[noun] : undefined,
  };
}

const neededFor = (noun: string): Permission => (noun === "role" ? "identity.manage" : "settings.write");

/** Whether it is of a kind that can be taken back, by him. That it was changed again since is seen when it is tried. */
export function mayUndo(actor: Actor, what: string, changes: object): boolean {
  const [noun = ""] = what.split(" ");
  if (!can(actor, neededFor(noun))) return false;
  if (noun === "template") return true;
  const thing = Object.hasOwn(fixed, noun) ? fixed[noun] : undefined;
  // Under its own noun: it was made or taken away.
  return thing !== undefined && (!(noun in changes) || thing.create !== undefined);
}

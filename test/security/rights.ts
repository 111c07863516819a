// Who may see what, written by hand beside the code that decides it: the oracle of the matrix.
import type { Permission } from "../../shared/identity/permissions.ts";
import { builtInRoles } from "../../shared/identity/permissions.ts";
import type { ActorName, ThingName, Word } from "./world.ts";

/** What a request names. admin: only who has the route's permission gets anywhere, and sees all. */
export type Kind = "ticket" | "note" | "person" | "organization" | "queue" | "upload" | "admin";

const roles: Record<ActorName, readonly Permission[] | null> = {
  anonymous: null,
  anna: builtInRoles.customer,
  colleague: builtInRoles.customer,
  manager: builtInRoles.customer,
  bob: builtInRoles.customer,
  "agent outside": builtInRoles.agent,
  "agent inside": builtInRoles.agent,
  "ex-agent": null,
  "administrator token": builtInRoles.administrator,
  "supervisor token": builtInRoles.supervisor,
  "agent token": builtInRoles.agent,
  "customer token": builtInRoles.customer,
};

/** null: he is nobody to the desk. */
export const permissionsOf = (actor: ActorName): readonly Permission[] | null => roles[actor];

const limited: ActorName[] = ["agent outside", "agent token"];
const unlimited: ActorName[] = ["agent inside", "administrator token", "supervisor token"];

export function sees(actor: ActorName, thing: ThingName, kind: Kind): boolean {
  if (kind === "upload") return actor === "agent inside";
  if (unlimited.includes(actor)) return true;
  if (limited.includes(actor)) return kind === "person" || kind === "organization" || thing !== "vault";
  const ofAcme = thing !== "globex";
  if (actor === "manager") return ofAcme && (kind === "ticket" || kind === "person" || kind === "organization");
  if (actor === "anna") return ofAcme && (kind === "ticket" || kind === "person");
  if (actor === "bob") return !ofAcme && (kind === "ticket" || kind === "person");
  return false;
}

const everyWord: Word[] = [
  "vault",
  "acme",
  "globex",
  "note",
  "annaName",
  "bobName",
  "acmeName",
  "globexName",
  "queueName",
  "about",
];
const outside = everyWord.filter((word) => word !== "vault" && word !== "queueName");
const acmes: Word[] = ["vault", "acme", "annaName", "acmeName", "queueName"];

/** The words that may stand in an answer to him. */
export const mayRead: Record<ActorName, Word[]> = {
  anonymous: [],
  anna: acmes,
  colleague: ["acmeName"],
  manager: acmes,
  bob: ["globex", "bobName", "globexName"],
  "agent outside": outside,
  "agent inside": everyWord,
  "ex-agent": [],
  "administrator token": everyWord,
  "supervisor token": everyWord,
  "agent token": outside,
  "customer token": [],
};

// What an actor may do, as named permissions. Roles are sets of these; a role is data, this list is code.
export const permissions = [
  "tickets.read", // see the tickets of the queues he has access to
  "tickets.work", // reply, note, assign, change state and fields
  "tickets.create",
  "tickets.all-queues", // see every queue, also those kept to their teams
  "people.read",
  "people.write",
  "organizations.write",
  "mail.read", // the ledger, raw sources, the outbox of everybody
  "mail.replay",
  "settings.read",
  "settings.write", // queues, teams, states, fields, settings
  "identity.manage", // people's roles, other people's sessions and tokens
  "events.read", // the feed for integrations
  "own.requests", // a customer: his own requests and, as a manager, his organization's
] as const;
export type Permission = (typeof permissions)[number];

export const builtInRoles = {
  administrator: permissions.filter((p) => p !== "own.requests"),
  supervisor: [
    "tickets.read",
    "tickets.work",
    "tickets.create",
    "tickets.all-queues",
    "people.read",
    "people.write",
    "organizations.write",
    "mail.read",
    "mail.replay",
    "settings.read",
    "events.read",
  ],
  agent: [
    "tickets.read",
    "tickets.work",
    "tickets.create",
    "people.read",
    "people.write",
    "settings.read",
    "events.read",
  ],
  customer: ["own.requests", "tickets.create"],
} as const satisfies Record<string, readonly Permission[]>;
export type BuiltInRole = keyof typeof builtInRoles;

/** Who does something: a signed-in person, an API token, or the system itself. Immutable for the length of a request. */
export interface Actor {
  /** null for the system and for a token that stands for no person. */
  readonly personId: string | null;
  readonly kind: "person" | "token" | "system";
  readonly name: string;
  readonly permissions: ReadonlySet<Permission>;
  /** Teams the person is in: queues may be kept to teams. */
  readonly teamIds: readonly string[];
  /** Organizations the person manages (role manager): he sees their tickets. */
  readonly managedOrganizationIds: readonly string[];
}

export const can = (actor: Actor, permission: Permission): boolean => actor.permissions.has(permission);

export const systemActor: Actor = {
  personId: null,
  kind: "system",
  name: "Listek",
  permissions: new Set(builtInRoles.administrator),
  teamIds: [],
  managedOrganizationIds: [],
};

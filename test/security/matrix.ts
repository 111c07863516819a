// How each route is asked about a thing. A route that is missing here fails the tests: whoever adds a route says how it
// could be misused.
import type { Kind } from "./rights.ts";
import { type ActorName, type Thing, type World, words } from "./world.ts";

export type Ask = [path: string, body?: unknown];

export interface Row {
  /** What of the thing is named. Without: the request names nothing. */
  about?: Kind;
  ask: (thing: Thing, world: World, actor: ActorName) => Ask;
  /** Every refusal that tells nothing; 401 and 403 to whom the route is closed are always right. */
  refused?: number[];
  /** A filter by something foreign finds nothing, and says so with 200. */
  filter?: true;
}

/** Tested elsewhere with its own story: by whom. */
export interface Elsewhere {
  elsewhere: string;
}

const about = (kind: Kind, path: (thing: Thing) => string, body?: unknown): Row => ({
  about: kind,
  ask: (thing) => [path(thing), body],
});
const plain = (path: string, body?: unknown): Row => ({ ask: () => [path, body] });
const filter = (kind: Kind, path: (thing: Thing) => string | Ask): Row => ({
  about: kind,
  filter: true,
  ask: (thing) => {
    const asked = path(thing);
    return typeof asked === "string" ? [asked] : asked;
  },
});

/** A ticket that the asker may see, so that what is refused is the other thing that he names. */
const ownTicket = (world: World, actor: ActorName): string => ownThing(world, actor).ticket;
function ownThing({ things }: World, actor: ActorName): Thing {
  return actor === "bob" || actor === "agent outside" || actor === "agent token" ? things.globex : things.acme;
}
const ownId = ({ ids }: World, actor: ActorName): string => ids[emails[actor] ?? ""] ?? "1";
const emails: Partial<Record<ActorName, string>> = {
  anna: "anna@acme.example",
  colleague: "colleague@acme.example",
  manager: "manager@acme.example",
  bob: "bob@globex.example",
  "agent outside": "outside@desk.example",
};

const newDraft = { kind: "note", body: "intruder", version: null };
const newTicket = (more: object) => ({ subject: "matrix", body: "matrix", ...more });

const mailboxAt = (host: string) => ({
  address: "intruder@desk.example",
  imap: { host, port: 1, security: "none" },
  signIn: "password",
  username: "x",
  password: "x",
});

export const matrix: Record<string, Row[] | Elsewhere> = {
  "GET /api/v1/tickets": [
    plain("/tickets"),
    filter("queue", (t) => `/tickets?queue=${t.queue}`),
    filter("person", (t) => `/tickets?requester=${t.person}`),
    filter("organization", (t) => `/tickets?organization=${t.organization}`),
    filter("ticket", (t) => `/tickets?q=${t.ticket}`),
  ],
  "POST /api/v1/tickets": [
    plain("/tickets", newTicket({ requester: { email: "anybody@else.example" } })),
    {
      about: "person",
      refused: [403, 422],
      ask: (t) => ["/tickets", newTicket({ requester: { id: t.person } })],
    },
    {
      about: "queue",
      refused: [403, 422],
      ask: (t, world, actor) => ["/tickets", newTicket({ requester: { id: ownId(world, actor) }, queue: t.queue })],
    },
    {
      about: "upload",
      refused: [403, 422],
      ask: (t, world, actor) => [
        "/tickets",
        newTicket({ requester: { id: ownId(world, actor) }, uploads: [t.upload] }),
      ],
    },
  ],
  "GET /api/v1/tickets/:number": [about("ticket", (t) => `/tickets/${t.ticket}`)],
  "PATCH /api/v1/tickets/:number": [
    about("ticket", (t) => `/tickets/${t.ticket}`, { subject: "taken over" }),
    about("ticket", (t) => `/tickets/${t.ticket}`, { state: "closed", assignee: "me" }),
    {
      about: "queue",
      refused: [422],
      ask: (t, world, actor) => [`/tickets/${ownTicket(world, actor)}`, { queue: t.queue }],
    },
  ],
  "GET /api/v1/tickets/:number/messages": [about("ticket", (t) => `/tickets/${t.ticket}/messages`)],
  "POST /api/v1/tickets/:number/messages": [
    about("ticket", (t) => `/tickets/${t.ticket}/messages`, { kind: "reply", body: "intruder" }),
    about("ticket", (t) => `/tickets/${t.ticket}/messages`, { kind: "note", body: "intruder" }),
    {
      about: "upload",
      refused: [403, 404, 422],
      ask: (t, world, actor) => [
        `/tickets/${ownTicket(world, actor)}/messages`,
        { kind: "reply", body: "with a stolen file", uploads: [t.upload] },
      ],
    },
  ],
  "GET /api/v1/tickets/:number/duplicates": [about("ticket", (t) => `/tickets/${t.ticket}/duplicates`)],
  "POST /api/v1/tickets/:number/forward": [
    about("ticket", (t) => `/tickets/${t.ticket}/forward`, { to: "spy@else.example", body: "all of it", messages: [] }),
  ],
  "GET /api/v1/tickets/:number/events": [about("ticket", (t) => `/tickets/${t.ticket}/events`)],
  "GET /api/v1/tickets/board": [
    plain("/tickets/board?by=state"),
    plain("/tickets/board?by=assignee"),
    filter("queue", (t) => `/tickets/board?by=state&queue=${t.queue}`),
    filter("organization", (t) => `/tickets/board?by=assignee&state=unsolved,solved&organization=${t.organization}`),
  ],
  "GET /api/v1/tickets/export": [
    plain("/tickets/export?format=csv"),
    filter("person", (t) => `/tickets/export?format=csv&requester=${t.person}`),
  ],
  "GET /api/v1/search": [
    filter("ticket", (t) => `/search?q=${t.ticket}`),
    ...Object.values(words).map((word) => plain(`/search?q=${word}`)),
  ],
  "GET /api/v1/views": [plain("/views")],
  "POST /api/v1/views": [plain("/views", { name: "Mine", filter: {}, scope: "shared" })],
  "PATCH /api/v1/views/:id": { elsewhere: "stories/views.test.ts" },
  "DELETE /api/v1/views/:id": { elsewhere: "stories/views.test.ts" },
  "GET /api/v1/events": [plain("/events?limit=200")],
  "GET /api/v1/live": { elsewhere: "live.test.ts" },
  "GET /api/v1/states": [plain("/states")],
  "GET /api/v1/settings": [plain("/settings")],
  "PATCH /api/v1/settings": [plain("/settings", { mail: { undoSeconds: 0 } })],
  "GET /api/v1/settings/history": [plain("/settings/history?limit=200")],
  "POST /api/v1/settings/history/:id/undo": [about("admin", () => "/settings/history/999999999/undo")],
  "GET /api/v1/settings/mail": [plain("/settings/mail")],
  "POST /api/v1/settings/mail/test": [plain("/settings/mail/test", { to: "victim@else.example" })],
  "GET /api/v1/smarthosts": [plain("/smarthosts")],
  "POST /api/v1/smarthosts": [plain("/smarthosts", { host: "evil.example", port: 25, security: "required" })],
  "PUT /api/v1/smarthosts/order": [plain("/smarthosts/order", { ids: [] })],
  "PATCH /api/v1/smarthosts/:id": [about("admin", () => "/smarthosts/1", { host: "evil.example" })],
  "DELETE /api/v1/smarthosts/:id": [about("admin", () => "/smarthosts/1")],
  "POST /api/v1/smarthosts/:id/test": [about("admin", () => "/smarthosts/1/test")],
  "GET /api/v1/sending-domains": [plain("/sending-domains")],
  "POST /api/v1/sending-domains/:domain/check": [plain("/sending-domains/desk.example/check")],
  "POST /api/v1/sending-domains/:domain/keys": [plain("/sending-domains/desk.example/keys")],
  "POST /api/v1/dkim-keys/:id/use": [about("admin", () => "/dkim-keys/1/use")],
  "DELETE /api/v1/dkim-keys/:id": [about("admin", () => "/dkim-keys/1")],
  "GET /api/v1/mailboxes": [plain("/mailboxes")],
  "POST /api/v1/mailboxes": [plain("/mailboxes", mailboxAt("127.0.0.1"))],
  "PATCH /api/v1/mailboxes/:id": [about("admin", () => "/mailboxes/999999999", { paused: true })],
  "DELETE /api/v1/mailboxes/:id": [about("admin", () => "/mailboxes/999999999")],
  "POST /api/v1/mailboxes/discover": [plain("/mailboxes/discover", { address: "a@localhost" })],
  "POST /api/v1/mailboxes/test": [plain("/mailboxes/test", { ...mailboxAt("127.0.0.1"), address: undefined })],
  "GET /api/v1/mailboxes/consent": [plain("/mailboxes/consent")],
  "POST /api/v1/mailboxes/consent": [
    plain("/mailboxes/consent", { provider: "google", address: "a@b.example", clientId: "x", clientSecret: "x" }),
  ],
  "POST /api/v1/mailboxes/consent/callback": [
    about("admin", () => "/mailboxes/consent/callback", { state: "x".repeat(43), code: "x" }),
  ],
  "GET /api/v1/templates": [plain("/templates")],
  "PUT /api/v1/templates/:kind/:language": [plain("/templates/receipt/en", { subject: "Mine", text: "Mine" })],
  "DELETE /api/v1/templates/:kind/:language": [plain("/templates/receipt/en")],
  "POST /api/v1/templates/:kind/:language/preview": [
    {
      about: "ticket",
      ask: (t) => ["/templates/receipt/en/preview", { subject: "x", text: "{{number}}", ticket: t.ticket }],
    },
  ],
  "POST /api/v1/people/:id/invite": [about("person", (t) => `/people/${t.person}/invite`)],
  "GET /api/v1/queues": [plain("/queues")],
  "POST /api/v1/queues": [plain("/queues", { name: "Mine" })],
  "PATCH /api/v1/queues/:id": [about("admin", (t) => `/queues/${t.queue}`, { teams: [] })],
  "GET /api/v1/fields": [plain("/fields")],
  "POST /api/v1/fields": [plain("/fields", { key: "mine", name: { en: "Mine" }, kind: "text", choices: [] })],

  "POST /api/v1/states": [plain("/states", { category: "open", name: { en: "Mine" } })],
  "PUT /api/v1/states/order": [plain("/states/order", { keys: [] })],
  "PATCH /api/v1/states/:key": [plain("/states/open", { name: { en: "Mine" } })],
  "GET /api/v1/states/:key/use": [plain("/states/open/use")],
  "DELETE /api/v1/states/:key": [plain("/states/waiting-customer?replacement=waiting-third-party")],
  "POST /api/v1/queues/sender/preview": [plain("/queues/sender/preview", { signature: "{{desk.name}}" })],
  "GET /api/v1/queues/:id/use": [about("admin", (t) => `/queues/${t.queue}/use`)],
  "DELETE /api/v1/queues/:id": [about("admin", (t) => `/queues/${t.queue}`)],
  "PUT /api/v1/fields/order": [plain("/fields/order", { keys: [] })],
  "PATCH /api/v1/fields/:key": [plain("/fields/mine", { name: { en: "Mine" } })],
  "GET /api/v1/fields/:key/use": { elsewhere: "stories/workflow.test.ts" },
  "DELETE /api/v1/fields/:key": [plain("/fields/mine")],

  "GET /api/v1/conversations": [
    plain("/conversations"),
    filter("person", (t) => `/conversations?participant=${t.person}`),
  ],
  "GET /api/v1/conversations/:id": [about("ticket", (t) => `/conversations/${t.conversation}`)],
  "GET /api/v1/conversations/:id/messages": [about("ticket", (t) => `/conversations/${t.conversation}/messages`)],
  "POST /api/v1/conversations/:id/finish": [about("ticket", (t) => `/conversations/${t.conversation}/finish`)],
  "GET /api/v1/outbox": [plain("/outbox")],
  "POST /api/v1/messages/:id/cancel": [
    about("ticket", (t) => `/messages/${t.reply}/cancel`),
    about("note", (t) => `/messages/${t.note}/cancel`),
  ],
  "POST /api/v1/messages/:id/retry": [about("ticket", (t) => `/messages/${t.reply}/retry`)],
  "POST /api/v1/messages/:id/decrypt": [about("ticket", (t) => `/messages/${t.message}/decrypt`)],
  "GET /api/v1/tickets/:number/sender": [about("ticket", (t) => `/tickets/${t.ticket}/sender`)],
  "GET /api/v1/conversations/:id/sender": [about("ticket", (t) => `/conversations/${t.conversation}/sender`)],
  "GET /api/v1/tickets/:number/encryption": [about("ticket", (t) => `/tickets/${t.ticket}/encryption?to=a@b.example`)],
  "GET /api/v1/conversations/:id/encryption": [
    about("ticket", (t) => `/conversations/${t.conversation}/encryption?to=a@b.example`),
  ],
  "GET /api/v1/mail-keys": [plain("/mail-keys")],
  "POST /api/v1/mail-keys": [plain("/mail-keys", { file: "eA==" })],
  "POST /api/v1/mail-keys/generate": [plain("/mail-keys/generate", { address: "matrix@desk.example" })],
  "POST /api/v1/mail-keys/own": [plain("/mail-keys/own", { address: "matrix@desk.example", file: "eA==" })],
  "POST /api/v1/mail-keys/look-up": [plain("/mail-keys/look-up", { address: "a@localhost" })],
  "GET /api/v1/mail-keys/:id/public": { elsewhere: "stories/encrypted-mail.test.ts" },
  "PATCH /api/v1/mail-keys/:id": { elsewhere: "stories/encrypted-mail.test.ts" },
  "DELETE /api/v1/mail-keys/:id": { elsewhere: "stories/encrypted-mail.test.ts" },
  "GET /api/v1/messages/:id/html": [about("ticket", (t) => `/messages/${t.message}/html?images=true`)],
  "GET /api/v1/messages/:id/raw": [about("ticket", (t) => `/messages/${t.message}/raw`)],
  "GET /api/v1/messages/:id/confirmation": [
    about("ticket", (t) => `/messages/${t.message}/confirmation`),
    about("note", (t) => `/messages/${t.note}/confirmation`),
  ],
  "POST /api/v1/messages/:id/confirmation": [
    about("ticket", (t) => `/messages/${t.message}/confirmation`),
    about("note", (t) => `/messages/${t.note}/confirmation`),
  ],
  "GET /api/v1/messages/:id/threading": [
    about("ticket", (t) => `/messages/${t.message}/threading`),
    about("note", (t) => `/messages/${t.note}/threading`),
  ],
  "GET /api/v1/attachments/:id": [
    about("ticket", (t) => `/attachments/${t.attachment}`),
    about("note", (t) => `/attachments/${t.noteAttachment}`),
  ],
  "PUT /api/v1/attachments/:id": [
    // An id is its owner's: the same one of somebody else is neither told nor touched.
    { about: "upload", refused: [200], ask: (t) => [`/attachments/${t.upload}`, "other bytes"] },
  ],

  "GET /api/v1/people": [
    plain("/people"),
    filter("organization", (t) => `/people?organization=${t.organization}`),
    plain("/people?role=agent"),
    plain("/people?q=zq"),
  ],
  "POST /api/v1/people": [plain("/people", { name: "Mine", email: "mine@evil.example", roles: ["administrator"] })],
  "GET /api/v1/people/:id": [about("person", (t) => `/people/${t.person}`)],
  "DELETE /api/v1/people/:id/contact-points/:contact/marks": [
    about("person", (t) => `/people/${t.person}/contact-points/1/marks`),
  ],
  "PUT /api/v1/people/:id/offers/:offer": [about("person", (t) => `/people/${t.person}/offers/1`, { answer: "added" })],
  "PATCH /api/v1/people/:id": [
    about("person", (t) => `/people/${t.person}`, { name: "renamed" }),
    about("person", (t) => `/people/${t.person}`, { roles: ["administrator"] }),
  ],
  "GET /api/v1/organizations": [plain("/organizations"), plain("/organizations?q=zq")],
  "POST /api/v1/organizations": [plain("/organizations", { name: "Mine", domains: ["acme.example"] })],
  "GET /api/v1/organizations/:id": [about("organization", (t) => `/organizations/${t.organization}`)],
  "PATCH /api/v1/organizations/:id": [
    about("organization", (t) => `/organizations/${t.organization}`, { domains: ["evil.example"] }),
  ],

  "GET /api/v1/mail": [plain("/mail")],
  "GET /api/v1/mail/summary": [plain("/mail/summary")],
  "POST /api/v1/tickets/bulk": [
    filter("ticket", (t) => ["/tickets/bulk", { numbers: [t.ticket], changes: { subject: "taken over" } }]),
    filter("ticket", (t) => ["/tickets/bulk", { numbers: [t.ticket], changes: { priority: "low" }, dryRun: true }]),
  ],
  "POST /api/v1/tickets/:number/merge": [
    {
      about: "ticket",
      ask: (t, world, actor) => [`/tickets/${t.ticket}/merge`, { into: ownTicket(world, actor) }],
    },
    {
      about: "ticket",
      ask: (t, world, actor) => [`/tickets/${ownTicket(world, actor)}/merge`, { into: t.ticket }],
    },
  ],
  "POST /api/v1/tickets/:number/split": [
    about("ticket", (t) => `/tickets/${t.ticket}/split`, { messages: ["1"] }),
    {
      about: "ticket",
      refused: [403, 422],
      ask: (t, world, actor) => [`/tickets/${ownTicket(world, actor)}/split`, { messages: [t.message] }],
    },
    {
      about: "queue",
      refused: [403, 422],
      ask: (t, world, actor) => [
        `/tickets/${ownTicket(world, actor)}/split`,
        { messages: [ownThing(world, actor).message], queue: t.queue },
      ],
    },
  ],
  "POST /api/v1/tickets/:number/move": [
    {
      about: "ticket",
      ask: (t, world, actor) => [
        `/tickets/${ownTicket(world, actor)}/move`,
        { messages: [ownThing(world, actor).message], to: t.ticket, keep: true },
      ],
    },
    {
      about: "ticket",
      ask: (t, world, actor) => [`/tickets/${t.ticket}/move`, { messages: [t.note], to: ownTicket(world, actor) }],
    },
  ],
  "POST /api/v1/tickets/:number/undo": [
    about("ticket", (t) => `/tickets/${t.ticket}/undo`, {}),
    {
      about: "ticket",
      ask: (t, world, actor) => [`/tickets/${ownTicket(world, actor)}/undo`, { operation: t.operation }],
    },
  ],
  "POST /api/v1/conversations/:id/tickets": [
    {
      about: "ticket",
      ask: (t) => [`/conversations/${t.conversation}/tickets`, { tickets: [{ messages: [t.message] }] }],
    },
  ],
  "POST /api/v1/conversations/:id/messages": [
    about("ticket", (t) => `/conversations/${t.conversation}/messages`, { kind: "note", body: "intruder" }),
  ],
  "POST /api/v1/conversations/:id/reopen": [about("ticket", (t) => `/conversations/${t.conversation}/reopen`)],
  "POST /api/v1/tickets/:number/snooze": [about("ticket", (t) => `/tickets/${t.ticket}/snooze`, { until: null })],
  "DELETE /api/v1/tickets/:number/snooze": [about("ticket", (t) => `/tickets/${t.ticket}/snooze`)],
  "GET /api/v1/tickets/:number/checklist": [about("ticket", (t) => `/tickets/${t.ticket}/checklist`)],
  "POST /api/v1/tickets/:number/checklist": [
    about("ticket", (t) => `/tickets/${t.ticket}/checklist`, { text: "intruder" }),
    {
      about: "ticket",
      refused: [403, 422],
      ask: (t, world, actor) => [
        `/tickets/${ownTicket(world, actor)}/checklist`,
        { message: t.message, point: 1, text: "intruder" },
      ],
    },
  ],
  "PATCH /api/v1/tickets/:number/checklist/:id": [
    about("ticket", (t) => `/tickets/${t.ticket}/checklist/1`, { done: true }),
  ],
  "DELETE /api/v1/tickets/:number/checklist/:id": [about("ticket", (t) => `/tickets/${t.ticket}/checklist/1`)],
  "GET /api/v1/tickets/:number/links": [about("ticket", (t) => `/tickets/${t.ticket}/links`)],
  "POST /api/v1/tickets/:number/links": [
    {
      about: "ticket",
      ask: (t, world, actor) => [`/tickets/${t.ticket}/links`, { number: ownTicket(world, actor) }],
    },
    {
      about: "ticket",
      refused: [403, 422],
      ask: (t, world, actor) => [`/tickets/${ownTicket(world, actor)}/links`, { number: t.ticket }],
    },
  ],
  "DELETE /api/v1/tickets/:number/links/:other": [
    {
      about: "ticket",
      ask: (t, world, actor) => [`/tickets/${ownTicket(world, actor)}/links/${t.ticket}`],
    },
  ],
  "GET /api/v1/operations/:id": [about("ticket", (t) => `/operations/${t.operation}`)],
  "POST /api/v1/operations/:id/undo": [about("ticket", (t) => `/operations/${t.operation}/undo`)],

  "GET /api/v1/mail/:id/raw": [about("admin", (t) => `/mail/${t.mail}/raw`)],
  "POST /api/v1/mail/:id/replay": [about("admin", (t) => `/mail/${t.mail}/replay`)],
  "POST /api/v1/mail/:id/release": [about("admin", (t) => `/mail/${t.mail}/release`)],
  "POST /api/v1/mail/:id/discard": [about("admin", (t) => `/mail/${t.mail}/discard`)],
  "GET /api/v1/tickets/:number/spam": [about("ticket", (t) => `/tickets/${t.ticket}/spam`)],
  "PUT /api/v1/tickets/:number/spam": [about("ticket", (t) => `/tickets/${t.ticket}/spam`, { verdict: "spam" })],
  "GET /api/v1/messages/:id/spam": [about("ticket", (t) => `/messages/${t.message}/spam`)],
  "PUT /api/v1/messages/:id/spam": [about("ticket", (t) => `/messages/${t.message}/spam`, { verdict: "spam" })],

  "GET /api/v1/tickets/:number/presence": [about("ticket", (t) => `/tickets/${t.ticket}/presence`)],
  "PUT /api/v1/tickets/:number/presence": [
    about("ticket", (t) => `/tickets/${t.ticket}/presence`, { tab: "presence", doing: "replying" }),
  ],
  "POST /api/v1/tickets/:number/presence/leave": [
    about("ticket", (t) => `/tickets/${t.ticket}/presence/leave`, { tab: "presence" }),
  ],
  "GET /api/v1/canned-replies": [
    plain("/canned-replies"),
    about("ticket", (t) => `/canned-replies?ticket=${t.ticket}`),
  ],
  "POST /api/v1/canned-replies": [plain("/canned-replies", { name: "Mine", body: "Mine", scope: "shared" })],
  "PATCH /api/v1/canned-replies/:id": { elsewhere: "stories/canned-replies.test.ts" },
  "DELETE /api/v1/canned-replies/:id": { elsewhere: "stories/canned-replies.test.ts" },
  "POST /api/v1/canned-replies/preview": [
    { about: "ticket", ask: (t) => ["/canned-replies/preview", { body: "{{ ticket.subject }}", ticket: t.ticket }] },
  ],
  "POST /api/v1/canned-replies/:id/render": { elsewhere: "stories/canned-replies.test.ts" },
  "GET /api/v1/tickets/:number/followers": [about("ticket", (t) => `/tickets/${t.ticket}/followers`)],
  "PUT /api/v1/tickets/:number/follow": [about("ticket", (t) => `/tickets/${t.ticket}/follow`)],
  "DELETE /api/v1/tickets/:number/follow": [about("ticket", (t) => `/tickets/${t.ticket}/follow`)],
  "GET /api/v1/notifications": [plain("/notifications")],
  "POST /api/v1/notifications/read": [plain("/notifications/read", { all: true })],
  "GET /api/v1/push/key": [plain("/push/key")],
  "GET /api/v1/push/subscriptions": [plain("/push/subscriptions")],
  "POST /api/v1/push/subscriptions": [
    plain("/push/subscriptions", {
      endpoint: "https://push.example/x",
      keys: { p256dh: "B".repeat(87), auth: "A".repeat(22) },
    }),
  ],
  "DELETE /api/v1/push/subscriptions/:id": { elsewhere: "stories/push.test.ts" },
  "GET /api/v1/drafts": [plain("/drafts")],
  "GET /api/v1/tickets/:number/drafts": [about("ticket", (t) => `/tickets/${t.ticket}/drafts`)],
  "PUT /api/v1/tickets/:number/draft": [about("ticket", (t) => `/tickets/${t.ticket}/draft`, newDraft)],
  "DELETE /api/v1/tickets/:number/draft": [about("ticket", (t) => `/tickets/${t.ticket}/draft`)],
  "POST /api/v1/tickets/:number/drafts/:draft/take": [about("ticket", (t) => `/tickets/${t.ticket}/drafts/1/take`)],
  "GET /api/v1/conversations/:id/drafts": [about("ticket", (t) => `/conversations/${t.conversation}/drafts`)],
  "PUT /api/v1/conversations/:id/draft": [about("ticket", (t) => `/conversations/${t.conversation}/draft`, newDraft)],
  "DELETE /api/v1/conversations/:id/draft": [about("ticket", (t) => `/conversations/${t.conversation}/draft`)],
  "POST /api/v1/conversations/:id/drafts/:draft/take": [
    about("ticket", (t) => `/conversations/${t.conversation}/drafts/1/take`),
  ],

  "GET /api/v1/session": [plain("/session")],
  "PATCH /api/v1/session": [plain("/session", { name: "Somebody" })],
  "POST /api/v1/session": { elsewhere: "sign-in.test.ts" },
  "DELETE /api/v1/session": [plain("/session")],
  "GET /api/v1/sessions": [plain("/sessions")],
  "DELETE /api/v1/sessions": [plain("/sessions")],
  "POST /api/v1/session/reset": { elsewhere: "reset.test.ts" },
  "POST /api/v1/session/reset/confirm": { elsewhere: "reset.test.ts" },
  "POST /api/v1/session/password": [plain("/session/password", { current: "x", password: "another one" })],
  "GET /api/v1/tokens": [plain("/tokens")],
  "POST /api/v1/tokens": [plain("/tokens", { name: "mine", role: "administrator" })],
  "DELETE /api/v1/tokens/:id": [about("admin", (t) => `/tokens/${t.token}`)],
  "GET /api/v1/roles": [plain("/roles")],
  "POST /api/v1/roles": [plain("/roles", { name: { en: "Mine" }, permissions: ["identity.manage"] })],
  "PATCH /api/v1/roles/:id": [about("admin", () => "/roles/999999999", { permissions: ["identity.manage"] })],
  "DELETE /api/v1/roles/:id": [about("admin", () => "/roles/999999999")],
  "GET /api/v1/people/access": [plain("/people/access"), plain("/people/access?role=customer")],
  "PATCH /api/v1/people/:id/access": [
    about("person", (t) => `/people/${t.person}/access`, { roles: ["administrator"] }),
    about("person", (t) => `/people/${t.person}/access`, { active: false }),
  ],
  "DELETE /api/v1/teams/:id": [about("admin", (t) => `/teams/${t.team}`)],
  "GET /api/v1/teams": [plain("/teams")],
  "POST /api/v1/teams": [plain("/teams", { name: "Mine" })],
  "PATCH /api/v1/teams/:id": [about("admin", (t) => `/teams/${t.team}`, { members: [] })],
  "GET /api/v1/setup": [plain("/setup")],
  "POST /api/v1/setup": { elsewhere: "tokens.test.ts" },
  "GET /api/v1/openapi.json": [plain("/openapi.json")],
};

// Who writes which table, by hand. A table is written in its owner's folder only, and there in the files named here:
// docs/decisions/0004-who-writes-a-table.md.

const platform = (file: string) => `server/platform/${file}`;
const core = (file: string) => `server/core/${file}`;

export const writers: Record<string, string[]> = {
  migrations: [platform("migrate.ts")],
  events: [platform("events.ts")],
  event_blocks: [platform("chain.ts")],
  feed_cursors: [platform("feed.ts"), platform("jobs.ts")],
  feed_era: [platform("migrate.ts")],
  settings: [platform("settings.ts")],
  idempotency_keys: [platform("idempotency.ts")],
  instances: [platform("watch.ts"), platform("job-runner.ts")],

  accounts: [core("identity/accounts.ts")],
  person_roles: [core("identity/accounts.ts"), core("identity/roles.ts")],
  roles: [core("identity/roles.ts")],
  sessions: [core("identity/sign-in.ts"), core("identity/authenticate.ts")],
  sign_in_failures: [core("identity/sign-in.ts")],
  api_tokens: [core("identity/tokens.ts"), core("identity/roles.ts"), core("identity/authenticate.ts")],
  one_time_links: [core("identity/links.ts"), core("identity/sign-in.ts")],
  teams: [core("identity/teams.ts")],
  team_members: [core("identity/teams.ts")],

  people: [core("people/store.ts")],
  contact_points: [core("people/store.ts")],
  contact_offers: [core("people/contact-offers.ts")],
  organizations: [core("people/store.ts")],
  organization_members: [core("people/store.ts")],

  conversations: [core("conversations/store.ts")],
  conversation_participants: [core("conversations/store.ts")],
  conversation_leavers: [core("conversations/store.ts")],
  messages: [core("conversations/store.ts")],
  message_trust: [core("conversations/store.ts")],
  message_attachments: [core("conversations/store.ts")],
  message_crypto: [core("conversations/store.ts")],
  message_senders: [core("conversations/store.ts")],
  files: [core("conversations/store.ts")],
  uploads: [core("conversations/store.ts"), core("conversations/attachments.ts")],
  deliveries: [
    core("conversations/store.ts"),
    core("conversations/claim-deliveries.ts"),
    core("conversations/call-back.ts"),
  ],
  delivery_reports: [core("conversations/delivery-reports.ts")],
  slow_domains: [core("conversations/claim-deliveries.ts")],
  automatic_mails: [core("conversations/store.ts"), core("conversations/claim-automatic-mail.ts")],

  tickets: [core("tickets/store.ts"), core("tickets/regroup.ts"), core("tickets/move-tickets.ts")],
  ticket_tags: [core("tickets/store.ts")],
  tags: [core("tickets/store.ts")],
  ticket_messages: [core("tickets/store.ts"), core("tickets/regroup.ts")],
  ticket_conversations: [core("tickets/store.ts"), core("tickets/regroup.ts")],
  ticket_links: [core("tickets/store.ts"), core("tickets/regroup.ts")],
  queues: [core("tickets/queues.ts")],
  queue_teams: [core("tickets/queues.ts")],
  fields: [core("tickets/fields.ts")],
  // There is one workflow; it comes with the migrations.
  workflows: [],
  states: [
    core("tickets/workflow/save-state.ts"),
    core("tickets/workflow/order-states.ts"),
    core("tickets/workflow/remove-state.ts"),
  ],
  state_transitions: [core("tickets/workflow/save-state.ts"), core("tickets/workflow/remove-state.ts")],

  // Their undo writes rows of every table that hangs on a ticket: docs/decisions/0010-undo-by-rows.md.
  operations: [core("tickets/structure/operations.ts")],
  operation_tickets: [core("tickets/structure/operations.ts")],
  checklist_items: [core("tickets/structure/checklist-store.ts")],
  views: [core("tickets/views/store.ts")],
  ticket_words: ["server/features/search/store.ts"],
  person_words: ["server/features/search/store.ts"],
  organization_words: ["server/features/search/store.ts"],
  person_preferences: [core("identity/preferences.ts")],
  drafts: [core("conversations/drafts/store.ts")],
  presence: ["server/features/presence/store.ts"],
  canned_replies: ["server/features/canned-replies/store.ts"],
  ticket_followers: ["server/features/followers/store.ts"],
  message_mentions: [core("conversations/mentions.ts")],
  notifications: ["server/features/notifications/personal/store.ts"],
  push_subscriptions: ["server/features/notifications/personal/push/store.ts"],
  message_confirmations: ["server/features/confirmations/store.ts"],

  monitoring_problems: ["server/channels/intake/monitoring/store.ts"],
  collecting_conversations: ["server/channels/intake/collect.ts"],
  dkim_keys: ["server/channels/email/dkim/store.ts"],
  smarthosts: ["server/channels/email/smarthosts/store.ts"],
  crypto_keys: ["server/channels/email/crypto/keys/store.ts"],
  mailboxes: ["server/channels/email/mailboxes/store.ts"],
  mailbox_folders: ["server/channels/email/mailboxes/store.ts"],
  mailbox_left: ["server/channels/email/mailboxes/store.ts"],
  mailbox_grants: ["server/channels/email/mailboxes/store.ts"],

  inbound_mail: ["server/channels/intake/store.ts"],
  inbound_mail_raw: ["server/channels/intake/store.ts"],
  mail_verdicts: ["server/channels/intake/spam/store.ts"],
  spam_tokens: ["server/channels/intake/spam/store.ts"],
};

/** Nothing but INSERT: the database refuses the rest too. */
export const appendOnly = [
  "events",
  "event_blocks",
  "messages",
  "message_attachments",
  "message_crypto",
  "inbound_mail_raw",
];

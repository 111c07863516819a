-- The desk that agents live in: views, merging with undo, drafts, presence, canned replies, following, snoozing.

-- How each person wants his desk: theme, density, keys, what follows an action, notices.
create table person_preferences (
  person_id bigint primary key references people,
  value jsonb not null default '{}',
  changed_at timestamptz(3) not null default now()
);

create table views (
  id bigint generated always as identity primary key,
  scope text not null check (scope in ('personal', 'team', 'shared')),
  owner_id bigint not null references people,
  team_id bigint references teams,
  name text not null,
  -- The query of GET /tickets, by parameter.
  filter jsonb not null default '{}',
  layout text not null default 'list' check (layout in ('list', 'table', 'board')),
  columns text[] not null default '{}',
  sort text,
  -- What a board's columns are.
  board text check (board in ('state', 'assignee')),
  position int not null default 0,
  created_at timestamptz(3) not null default now(),
  check ((scope = 'team') = (team_id is not null))
);
create index views_owner on views (owner_id);
create index views_team on views (team_id) where team_id is not null;
create index views_shared on views (position, id) where scope = 'shared';

-- A merged ticket is closed and points to the one that goes on; its number still leads there.
alter table tickets add column merged_into_id bigint references tickets;
create index tickets_merged on tickets (merged_into_id) where merged_into_id is not null;

-- Out of sight until then ('infinity': until the customer writes).
alter table tickets add column snoozed_until timestamptz(3);
alter table tickets add column snoozed_by bigint references people;
create index tickets_snoozed on tickets (snoozed_until) where snoozed_until is not null;
create index tickets_active_requester_queue on tickets (queue_id, unanswered, updated_at desc, id desc) where active;

-- What can be undone as one thing, with how everything was before.
create table operations (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('bulk', 'merge', 'split', 'move')),
  actor_id bigint references people,
  at timestamptz(3) not null default now(),
  before jsonb not null,
  undone_at timestamptz(3),
  undone_by bigint references people
);
create table operation_tickets (
  operation_id bigint not null references operations,
  ticket_id bigint not null references tickets,
  primary key (operation_id, ticket_id)
);
create index operation_tickets_ticket on operation_tickets (ticket_id, operation_id desc);

-- Mail to a queue's address opens a ticket at once, or stays a conversation until somebody makes one of it (F12, B1).
alter table queues add column opens_tickets boolean not null default true;
alter table conversations add column queue_id bigint references queues;
-- The customer spoke last.
alter table conversations add column unanswered boolean not null default false;
create index conversations_open on conversations (last_message_at desc, id desc) where finished_at is null;

-- Sent later on purpose: called back when the customer writes first.
alter table deliveries add column scheduled boolean not null default false;

create table drafts (
  id bigint generated always as identity primary key,
  ticket_id bigint references tickets,
  conversation_id bigint references conversations,
  author_id bigint not null references people,
  kind text not null check (kind in ('reply', 'note')),
  -- Markdown, as it will be sent.
  body text not null,
  to_addresses text[],
  cc_addresses text[],
  uploads text[] not null default '{}',
  -- Number of messages when the writing began: more of them later is worth a warning.
  since int,
  version int not null default 1,
  updated_at timestamptz(3) not null default now(),
  check ((ticket_id is null) <> (conversation_id is null)),
  unique (ticket_id, author_id),
  unique (conversation_id, author_id)
);
create index drafts_author on drafts (author_id, updated_at desc);

-- Who has which ticket open right now. Lost in a crash, as it should be.
create unlogged table presence (
  ticket_id bigint not null,
  person_id bigint not null,
  -- One browser tab.
  tab text not null,
  doing text not null check (doing in ('viewing', 'idle', 'replying', 'noting')),
  seen_at timestamptz(3) not null default now(),
  primary key (ticket_id, person_id, tab)
);
create index presence_seen on presence (seen_at);

create table canned_replies (
  id bigint generated always as identity primary key,
  scope text not null check (scope in ('personal', 'team', 'shared')),
  owner_id bigint not null references people,
  team_id bigint references teams,
  name text not null,
  -- Markdown with Liquid variables.
  body text not null,
  language text,
  used int not null default 0,
  changed_at timestamptz(3) not null default now(),
  check ((scope = 'team') = (team_id is not null))
);
create index canned_replies_owner on canned_replies (owner_id);

create table ticket_followers (
  ticket_id bigint not null references tickets,
  person_id bigint not null references people,
  at timestamptz(3) not null default now(),
  primary key (ticket_id, person_id)
);
create index ticket_followers_person on ticket_followers (person_id);

create table message_mentions (
  message_id bigint not null references messages,
  person_id bigint not null references people,
  primary key (message_id, person_id)
);
create index message_mentions_person on message_mentions (person_id, message_id desc);

-- What an agent is told, in the desk and beyond it.
create table notifications (
  id bigint generated always as identity primary key,
  person_id bigint not null references people,
  kind text not null check (kind in ('mention', 'assigned', 'reply', 'followed', 'woken', 'failed')),
  ticket_id bigint references tickets,
  message_id bigint references messages,
  actor_id bigint references people,
  actor_name text not null,
  preview text not null default '',
  at timestamptz(3) not null default now(),
  read_at timestamptz(3),
  -- The event that led to it: told once.
  event_id bigint not null,
  -- When it has to leave by push or mail if it is still unread; null: it need not, or has left.
  push_at timestamptz(3),
  mail_at timestamptz(3),
  unique (person_id, event_id, kind)
);
create index notifications_person on notifications (person_id, id desc);
create index notifications_unread on notifications (person_id) where read_at is null;
create index notifications_push on notifications (push_at) where push_at is not null;
create index notifications_mail on notifications (mail_at) where mail_at is not null;

create table push_subscriptions (
  id bigint generated always as identity primary key,
  person_id bigint not null references people,
  endpoint text not null unique,
  p256dh text not null,
  auth text not null,
  user_agent text,
  created_at timestamptz(3) not null default now()
);
create index push_subscriptions_person on push_subscriptions (person_id);

-- Points of a message, cited or to be ticked off (B2).
create table checklist_items (
  id bigint generated always as identity primary key,
  ticket_id bigint not null references tickets,
  -- Where it was written: message 4, its list item 2 is "4.2"; null: written by hand.
  message_id bigint references messages,
  point int,
  text text not null,
  position int not null,
  done_at timestamptz(3),
  done_by bigint references people,
  created_at timestamptz(3) not null default now()
);
create index checklist_items_ticket on checklist_items (ticket_id, position, id);
create unique index checklist_items_point on checklist_items (ticket_id, message_id, point) where message_id is not null;

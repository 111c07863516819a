-- Requests: where they wait, how far they are, who has them.

create table queues (
  id bigint generated always as identity primary key,
  name text not null,
  address text,
  created_at timestamptz(3) not null default now()
);
create unique index queues_name on queues (lower(name));
create unique index queues_address on queues (lower(address)) where address is not null;

-- A queue with rows here is seen by these teams only.
create table queue_teams (
  queue_id bigint not null references queues,
  team_id bigint not null references teams,
  primary key (queue_id, team_id)
);

create table workflows (
  id bigint generated always as identity primary key,
  key text not null unique
);

create table states (
  id bigint generated always as identity primary key,
  workflow_id bigint not null references workflows,
  key text not null,
  category text not null check (category in ('new', 'open', 'waiting', 'solved', 'closed')),
  name jsonb not null,
  customer_name jsonb not null,
  pauses_clock boolean not null default false,
  position int not null,
  unique (workflow_id, key)
);

create table state_transitions (
  from_id bigint not null references states,
  to_id bigint not null references states,
  primary key (from_id, to_id)
);

create table fields (
  key text primary key,
  name jsonb not null,
  kind text not null check (kind in ('text', 'number', 'boolean', 'date', 'choice')),
  choices text[] not null default '{}'
);

-- Numbers come from a sequence: never a counter row that creations would queue up behind. A gap is fine.
create sequence ticket_numbers;

-- `{year}{running}` gives 20260042: at least four digits, more when needed. The running number is never set back, so
-- numbers only grow, over the turn of a year too.
create function next_ticket_number(format text, time_zone text) returns text language sql volatile as $$
  select replace(replace(format, '{year}', to_char(now() at time zone time_zone, 'YYYY')),
                 '{running}', lpad(n::text, greatest(4, length(n::text)), '0'))
  from (select nextval('ticket_numbers') as n) sequence
$$;

create table tickets (
  id bigint generated always as identity primary key,
  number text not null unique,
  subject text not null,
  type text not null default 'request' check (type in ('request', 'incident', 'question')),
  state_id bigint not null references states,
  -- Kept beside state_id so that lists need no join to filter and an index can leave out what is finished.
  category text not null check (category in ('new', 'open', 'waiting', 'solved', 'closed')),
  active boolean generated always as (category in ('new', 'open', 'waiting')) stored,
  priority smallint not null check (priority between 1 and 4),
  impact smallint not null check (impact between 1 and 3),
  urgency smallint not null check (urgency between 1 and 3),
  queue_id bigint not null references queues,
  assignee_id bigint references people,
  requester_id bigint not null references people,
  organization_id bigint references organizations,
  channel text not null,
  language text,
  -- Where an answer goes by default.
  conversation_id bigint not null references conversations,
  fields jsonb not null default '{}',
  due_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  solved_at timestamptz(3),
  closed_at timestamptz(3),
  -- What a list row shows, kept here so that a list is one index scan.
  message_count int not null default 0,
  last_message_at timestamptz(3),
  last_message_kind text,
  last_message_preview text,
  -- The customer spoke last.
  unanswered boolean not null default false
);
create index tickets_updated on tickets (updated_at desc, id desc);
create index tickets_created on tickets (created_at desc, id desc);
create index tickets_active on tickets (updated_at desc, id desc) where active;
create index tickets_active_created on tickets (created_at desc, id desc) where active;
create index tickets_active_assignee on tickets (assignee_id, updated_at desc, id desc) where active;
create index tickets_active_queue on tickets (queue_id, updated_at desc, id desc) where active;
create index tickets_inbox on tickets (updated_at desc, id desc) where active and unanswered;
create index tickets_requester on tickets (requester_id, updated_at desc, id desc);
create index tickets_organization on tickets (organization_id, updated_at desc, id desc) where organization_id is not null;
create index tickets_solved on tickets (updated_at desc, id desc) where category = 'solved';
create index tickets_conversation on tickets (conversation_id);

create table tags (
  id bigint generated always as identity primary key,
  name text not null unique
);
create table ticket_tags (
  ticket_id bigint not null references tickets,
  tag_id bigint not null references tags,
  primary key (ticket_id, tag_id)
);
create index ticket_tags_tag on ticket_tags (tag_id, ticket_id);

-- Which messages belong to which tickets: a message may stand in none, one or several, and a ticket may gather
-- messages from many conversations. Automatic messages have no number, so that 1, 2, 3 … are what people said.
create table ticket_messages (
  ticket_id bigint not null references tickets,
  message_id bigint not null references messages,
  number int,
  primary key (ticket_id, message_id),
  unique (ticket_id, number)
);
create index ticket_messages_message on ticket_messages (message_id);

-- Which conversations a ticket draws from, and so which tickets a conversation holds.
create table ticket_conversations (
  ticket_id bigint not null references tickets,
  conversation_id bigint not null references conversations,
  primary key (ticket_id, conversation_id)
);
create index ticket_conversations_conversation on ticket_conversations (conversation_id, ticket_id);

create table ticket_links (
  from_id bigint not null references tickets,
  to_id bigint not null references tickets,
  kind text not null check (kind in ('related', 'mentions')),
  created_at timestamptz(3) not null default now(),
  primary key (from_id, to_id, kind)
);
create index ticket_links_to on ticket_links (to_id);

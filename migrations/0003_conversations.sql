-- What was said, by whom, on which channel; what came in as bytes and what has to go out.

-- Every mail accepted, before anybody has looked inside. The row is the work order: status 'received' is still to be
-- read, and what was decided, step by step, is kept with it for ever.
create table inbound_mail (
  id bigint generated always as identity primary key,
  door text not null check (door in ('smtp', 'lmtp', 'pipe', 'imap', 'replay')),
  envelope_from text not null,
  envelope_to text[] not null,
  received_at timestamptz(3) not null default now(),
  sha256 bytea not null,
  size int not null,
  -- A sender that missed our "250" sends again: the same bytes to the same recipients are one mail.
  source_key bytea not null,
  status text not null default 'received' check (status in ('received', 'done', 'dropped', 'held', 'failed')),
  attempts int not null default 0,
  next_attempt_at timestamptz(3) not null default now(),
  claimed_by int,
  finished_at timestamptz(3),
  -- The decisions: [{step, outcome, why}]
  steps jsonb,
  kind text,
  header_from text,
  subject text,
  message_id_header text,
  conversation_id bigint,
  message_id bigint,
  ticket_id bigint
);
create unique index inbound_mail_source on inbound_mail (source_key);
create index inbound_mail_due on inbound_mail (next_attempt_at, id) where status = 'received';
create index inbound_mail_status on inbound_mail (status, id);
create index inbound_mail_message on inbound_mail (message_id) where message_id is not null;

-- The bytes themselves, apart so that the ledger stays narrow. They hardly compress (base64), so don't try.
create table inbound_mail_raw (
  mail_id bigint primary key references inbound_mail,
  raw bytea not null
);
alter table inbound_mail_raw alter column raw set storage external;
create trigger inbound_mail_raw_append_only before update or delete on inbound_mail_raw for each row execute function refuse_change();
create trigger inbound_mail_raw_no_truncate before truncate on inbound_mail_raw for each statement execute function refuse_change();

create table conversations (
  id bigint generated always as identity primary key,
  channel text not null check (channel in ('email', 'api', 'phone', 'form', 'portal', 'chat', 'telegram')),
  subject text not null,
  -- Our own address it is held under; null where the channel has none.
  address text,
  created_at timestamptz(3) not null,
  last_message_at timestamptz(3) not null,
  finished_at timestamptz(3)
);

create table conversation_participants (
  conversation_id bigint not null references conversations,
  person_id bigint not null references people,
  role text not null check (role in ('requester', 'cc')),
  primary key (conversation_id, person_id)
);
create index conversation_participants_person on conversation_participants (person_id);

create table messages (
  id bigint generated always as identity primary key,
  conversation_id bigint not null references conversations,
  kind text not null check (kind in ('inbound', 'outbound', 'note')),
  channel text not null,
  author_id bigint references people,
  author_name text not null,
  at timestamptz(3) not null,
  subject text,
  text text not null,
  quoted text not null default '',
  -- Sanitized on the way in; what came is in inbound_mail_raw.
  html text,
  remote_images int not null default 0,
  language text,
  trust text not null check (trust in ('unknown', 'claimed', 'known', 'verified')),
  automatic boolean not null default false,
  from_address text,
  to_addresses text[] not null default '{}',
  cc_addresses text[] not null default '{}',
  mail_id bigint references inbound_mail,
  message_id_header text,
  in_reply_to text,
  reference_ids text[] not null default '{}',
  -- Of the content, as shared by the event that announces the message: see server/core/conversations/message-hash.ts
  sha256 bytea not null
);
create index messages_of_conversation on messages (conversation_id, id);
create index messages_header on messages (message_id_header) where message_id_header is not null;
-- The same mail is one message, whatever reads it twice.
create unique index messages_of_mail on messages (mail_id) where mail_id is not null;
create trigger messages_append_only before update or delete on messages for each row execute function refuse_change();
create trigger messages_no_truncate before truncate on messages for each statement execute function refuse_change();

create table message_attachments (
  id bigint generated always as identity primary key,
  message_id bigint not null references messages,
  position int not null,
  file bytea not null references files,
  name text not null,
  type text not null,
  size bigint not null,
  inline boolean not null default false,
  content_id text,
  unique (message_id, position)
);
create trigger message_attachments_append_only before update or delete on message_attachments for each row execute function refuse_change();
create trigger message_attachments_no_truncate before truncate on message_attachments for each statement execute function refuse_change();

-- Files sent ahead of the message they will belong to. The id is the sender's own, so that he can send again.
create table uploads (
  id text primary key,
  owner text not null,
  file bytea not null references files,
  name text not null,
  type text not null,
  size bigint not null,
  created_at timestamptz(3) not null default now()
);

-- What has to leave, and how far it got. A message has one delivery a channel it leaves by.
create table deliveries (
  id bigint generated always as identity primary key,
  message_id bigint not null references messages,
  channel text not null,
  state text not null check (state in ('waiting', 'queued', 'sending', 'sent', 'retrying', 'failed', 'cancelled')),
  to_addresses text[] not null,
  undo_until timestamptz(3),
  next_attempt_at timestamptz(3) not null,
  attempts int not null default 0,
  reason text,
  sent_at timestamptz(3),
  claimed_by int,
  created_at timestamptz(3) not null default now(),
  unique (message_id, channel)
);
create index deliveries_due on deliveries (next_attempt_at, id) where state in ('waiting', 'queued', 'sending', 'retrying');
create index deliveries_state on deliveries (state, id);

-- Automatic mails that left for an address: what stops loops and floods (S5, T7) counts here.
create table automatic_mails (
  id bigint generated always as identity primary key,
  address_key text not null,
  conversation_id bigint,
  purpose text not null,
  at timestamptz(3) not null default now()
);
create index automatic_mails_address on automatic_mails (address_key, at);
create index automatic_mails_conversation on automatic_mails (conversation_id, at);
create index conversations_recent on conversations (last_message_at desc, id desc);

-- What must not become work: mail that was returned, complaints, monitoring, loops, thanks.

-- What a mail system said about a message of ours. Kept as it was said; the delivery itself is in `deliveries`.
create table delivery_reports (
  id bigint generated always as identity primary key,
  message_id bigint not null references messages,
  mail_id bigint references inbound_mail,
  kind text not null check (kind in ('failed', 'delayed', 'complaint')),
  -- Whom it did not reach, as the report names him; '' when it does not say.
  recipient text not null,
  -- RFC 3463, such as 5.1.1
  status text,
  -- The mail system that wrote.
  reporter text,
  text text not null,
  at timestamptz(3) not null
);
-- The same news twice is one.
create unique index delivery_reports_once on delivery_reports (message_id, kind, recipient);

-- How an address takes our mail. `bounces`: hard ones in a row, none since it last wrote to us.
alter table contact_points add column bounces int not null default 0;
alter table contact_points add column takes_no_mail_since timestamptz(3);
alter table contact_points add column takes_no_mail_why text;
alter table contact_points add column no_automatic_mail_since timestamptz(3);
-- It answered to a signed address of ours: somebody reads there what we send.
alter table contact_points add column answered_at timestamptz(3);

-- The one conversation that gathers what belongs nowhere, by purpose.
create table collecting_conversations (
  purpose text primary key,
  conversation_id bigint not null references conversations
);

-- One row a problem that a monitoring system reports: the ticket is the one of the conversation.
create table monitoring_problems (
  id bigint generated always as identity primary key,
  -- SHA-256 of the source's address, the product, the host and the service.
  problem_key bytea not null unique,
  source text not null,
  product text not null,
  host text,
  service text,
  -- The product's own number of this occurrence, where it has one.
  event_id text,
  state text not null,
  conversation_id bigint not null references conversations,
  -- Times it was reported since it began.
  reports int not null default 1,
  began_at timestamptz(3) not null,
  last_at timestamptz(3) not null,
  recovered_at timestamptz(3)
);
create index monitoring_problems_conversation on monitoring_problems (conversation_id);
create index monitoring_problems_event on monitoring_problems (source, product, event_id) where event_id is not null;
create index monitoring_problems_service on monitoring_problems (source, product, service);

-- Administrators are told of loops. What is there already keeps to the old list.
alter table notifications drop constraint notifications_kind_check;
alter table notifications add constraint notifications_kind_check
  check (kind in ('mention', 'assigned', 'reply', 'followed', 'woken', 'failed', 'loop')) not valid;

-- It said thanks and nothing else, so the ticket stayed as it was (F28).
alter table inbound_mail add column only_thanks boolean not null default false;

-- Against loops (T7): what letters to ever new addresses have in common. `pattern_key`: domain and subject; `sender_pattern`:
-- the local part; digits and tags left out of both.
alter table automatic_mails add column pattern_key text;
alter table automatic_mails add column sender_pattern text;
create index automatic_mails_pattern on automatic_mails (pattern_key, at) where pattern_key is not null;
create index automatic_mails_at on automatic_mails (at);

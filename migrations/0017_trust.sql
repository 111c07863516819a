-- Who wrote it, and where it belongs: what is known of a mail's sender, why we believe it, and who confirmed it.

-- The connection it came over; null where there was none (pipe, IMAP), and for what came before this.
alter table inbound_mail add column client_ip text;
alter table inbound_mail add column client_helo text;
-- What SPF, DKIM, DMARC and ARC said (shared/conversations/trust.ts, Authentication): asked once, kept for every later try.
alter table inbound_mail add column authentication jsonb;

-- Messages are never changed; how sure we are of their writers may grow, when he confirms it.
create table message_trust (
  message_id bigint primary key references messages,
  level text not null check (level in ('unknown', 'claimed', 'known', 'verified')),
  -- [{code, detail}], the weightiest first
  reasons jsonb not null default '[]',
  changed_at timestamptz(3) not null default now()
);

-- Below this level agents are told what is missing; null: nothing is demanded.
alter table queues add column required_trust text check (required_trust in ('claimed', 'known', 'verified'));
-- "Did you write this?": a link that works once, for one message; only its hash is kept.
create table message_confirmations (
  id bigint generated always as identity primary key,
  message_id bigint not null references messages,
  -- null until the mail with it is made, and for links that were withdrawn.
  token_hash bytea unique,
  sent_to text not null,
  asked_by bigint references people,
  asked_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  answered_at timestamptz(3),
  answer text check (answer in ('yes', 'no'))
);
create index message_confirmations_message on message_confirmations (message_id, id desc);

-- Mailboxes that the desk reads by IMAP, and may send by.

create table mailboxes (
  id bigint generated always as identity primary key,
  address text not null,
  -- Where its mail goes; null: to the queue that has this address, else to the first one.
  queue_id bigint references queues on delete set null,
  imap_host text not null,
  imap_port int not null check (imap_port between 1 and 65535),
  imap_security text not null check (imap_security in ('tls', 'starttls', 'none')),
  -- null: what is sent from this address goes the way of all mail.
  smtp_host text,
  smtp_port int check (smtp_port between 1 and 65535),
  smtp_security text check (smtp_security in ('tls', 'starttls', 'none')),
  check ((smtp_host is null) = (smtp_port is null) and (smtp_host is null) = (smtp_security is null)),
  sign_in text not null check (sign_in in ('password', 'google', 'microsoft')),
  username text not null,
  -- Sealed with a key made of LISTEK_SECRET: a password, or what a provider gave us.
  secret bytea not null,
  folders text[] not null check (cardinality(folders) between 1 and 50),
  after_reading text not null check (after_reading in ('seen', 'move', 'leave')),
  move_to text,
  check ((after_reading = 'move') = (move_to is not null)),
  -- What of that which was there when a folder was first looked into is taken too.
  old_mail text not null default 'none' check (old_mail in ('none', 'days', 'all')),
  old_days int check (old_days between 1 and 3650),
  check ((old_mail = 'days') = (old_days is not null)),
  -- Its server takes address+anything@ too, so that answers can come to a signed address.
  subaddresses boolean not null default true,
  paused boolean not null default false,
  -- Counts changes that a reading has to begin anew for.
  version int not null default 1,
  -- The process that reads it.
  claimed_by int,
  problem text,
  problem_detail text,
  problem_since timestamptz(3),
  -- It has lasted long enough to be told (event mailbox.failed).
  problem_told boolean not null default false,
  read_at timestamptz(3),
  last_mail_at timestamptz(3),
  created_at timestamptz(3) not null default now()
);
create unique index mailboxes_address on mailboxes (lower(address));

-- How far each folder is read. UIDs only grow while UIDVALIDITY stays (RFC 9051 2.3.1.1).
create table mailbox_folders (
  mailbox_id bigint not null references mailboxes on delete cascade,
  folder text not null,
  uid_validity bigint not null,
  last_uid bigint not null,
  -- Of the UIDs below this one only mails that arrived since then are taken (by the clock of its server; null: all).
  old_below bigint not null,
  since timestamptz(3),
  primary key (mailbox_id, folder)
);

-- Mails that could not be taken: they stay in the mailbox, are shown, and hold up no others.
create table mailbox_left (
  mailbox_id bigint not null references mailboxes on delete cascade,
  folder text not null,
  uid_validity bigint not null,
  uid bigint not null,
  why text not null check (why in ('too-large', 'unreadable')),
  size bigint not null,
  attempts int not null default 1,
  next_attempt_at timestamptz(3) not null,
  at timestamptz(3) not null default now(),
  primary key (mailbox_id, folder, uid_validity, uid)
);

-- A consent that was asked of a provider and is not a mailbox's yet.
create table mailbox_grants (
  id bigint generated always as identity primary key,
  state_hash bytea not null unique,
  provider text not null check (provider in ('google', 'microsoft')),
  -- Who asked: nobody else can finish it.
  actor_id bigint references people,
  secret bytea not null,
  granted boolean not null default false,
  created_at timestamptz(3) not null default now()
);

-- Which queue mail to an address goes to.
create view queue_addresses as
  select id as queue_id, lower(address) as address from queues where address is not null
  union all
  select queue_id, lower(address) from mailboxes where queue_id is not null;

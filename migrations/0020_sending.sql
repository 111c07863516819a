-- How mail leaves: signed, by which hosts, at what pace, and to whom outside a ticket was forwarded.

-- Keys that mail is signed with, for each domain that we write from. A new one is published first, then used; an old one
-- stays published while mail that it signed may still be on its way.
create table dkim_keys (
  id bigint generated always as identity primary key,
  domain text not null,
  selector text not null,
  -- Encrypted: server/platform/encrypt.ts
  private_key bytea not null,
  -- Base64 of the DER form, as it stands in p= of the DNS record.
  public_key text not null,
  state text not null check (state in ('new', 'used', 'old')),
  created_at timestamptz(3) not null default now(),
  used_at timestamptz(3)
);
create unique index dkim_keys_selector on dkim_keys (domain, selector);
create unique index dkim_keys_used on dkim_keys (domain) where state = 'used';

-- Ways out beside LISTEK_SMARTHOST, in the order in which they are tried.
create table smarthosts (
  id bigint generated always as identity primary key,
  host text not null,
  port int not null check (port between 1 and 65535),
  security text not null check (security in ('implicit', 'required', 'opportunistic', 'none')),
  username text,
  -- Encrypted, as above.
  password bytea,
  -- Addresses and domains of ours that it carries; empty: all of them.
  senders text[] not null default '{}',
  enabled boolean not null default true,
  position int not null,
  created_at timestamptz(3) not null default now()
);

-- Whom it goes to, for the pace: the domain of the first recipient. When it was taken up last, and for whom it was taken
-- already when others of its recipients are still to come.
alter table deliveries add column domain text;
alter table deliveries add column claimed_at timestamptz(3);
alter table deliveries add column taken_addresses text[] not null default '{}';
create index deliveries_claimed on deliveries (claimed_at) where claimed_at is not null;

-- Domains that asked for patience (421, 451).
create table slow_domains (
  domain text primary key,
  until timestamptz(3) not null
);

-- With a supplier an agent talks about a ticket aside: what is said there are notes of the ticket.
alter table conversations add column purpose text not null default 'customer' check (purpose in ('customer', 'supplier'));

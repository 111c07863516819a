-- What the platform itself keeps: the history, its chain, and the small tables every process shares.

-- The append-only history. Ids of other rows are kept without foreign keys: an event outlives what it is about,
-- and writers of events must not take locks on the rows they mention.
create table events (
  id bigint generated always as identity primary key,
  -- The writing transaction. Readers of the feed go by (tx, id) and stop below the oldest running transaction:
  -- ids alone become visible out of order and a reader would step over one that commits late.
  tx xid8 not null default pg_current_xact_id(),
  at timestamptz(3) not null,
  kind text not null,
  actor_kind text not null check (actor_kind in ('person', 'token', 'system')),
  actor_id bigint,
  actor_name text not null,
  ticket_id bigint,
  conversation_id bigint,
  message_id bigint,
  person_id bigint,
  organization_id bigint,
  mail_id bigint,
  data jsonb not null,
  hash bytea not null check (length(hash) = 32)
);
create index events_feed on events (tx, id);
create index events_of_ticket on events (ticket_id, id) where ticket_id is not null;
create index events_of_message on events (message_id) where message_id is not null;

-- Sealed in the background: each block chains the hashes of the events it lists, in that order, to the block before.
create table event_blocks (
  id bigint primary key,
  sealed_at timestamptz(3) not null,
  event_ids bigint[] not null,
  previous bytea not null,
  hash bytea not null
);

-- How far each reader of the feed has come: the sealer, the reactions.
create table feed_cursors (
  name text primary key,
  tx xid8 not null,
  id bigint not null
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

create trigger events_append_only before update or delete on events for each row execute function refuse_change();
create trigger events_no_truncate before truncate on events for each statement execute function refuse_change();
create trigger event_blocks_append_only before update or delete on event_blocks for each row execute function refuse_change();
create trigger event_blocks_no_truncate before truncate on event_blocks for each statement execute function refuse_change();

create table settings (
  key text primary key,
  value jsonb not null,
  changed_at timestamptz(3) not null default now()
);

-- One row a file on disk, named by its content.
create table files (
  sha256 bytea primary key check (length(sha256) = 32),
  size bigint not null,
  created_at timestamptz(3) not null default now()
);

-- What a client was answered, so that the same POST sent twice is done once.
create table idempotency_keys (
  owner text not null,
  key text not null,
  request_hash bytea not null,
  status int,
  body text,
  created_at timestamptz(3) not null default now(),
  primary key (owner, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);

-- Processes that take work. Each holds the advisory lock (4711, id) while it lives, so that what a dead one had
-- claimed is free again at once, without waiting for a lease to run out.
create table instances (
  id int generated always as identity primary key,
  name text not null,
  worker_ids text[] not null default '{}',
  started_at timestamptz(3) not null default now()
);

create function instance_alive(instance int) returns boolean language sql stable as $$
  select exists (
    select from pg_locks
    where locktype = 'advisory' and classid = 4711 and objid = instance::oid and objsubid = 2 and granted
      and database = (select oid from pg_database where datname = current_database())
  )
$$;

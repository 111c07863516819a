-- What a person's signature says about him, offered to his card: an agent adds it or dismisses it.

-- What he is where he works.
alter table people add column position text;

create table contact_offers (
  id bigint generated always as identity primary key,
  person_id bigint not null references people,
  kind text not null check (kind in ('phone', 'position')),
  value text not null,
  -- What two spellings of it have in common, as in contact_points.
  value_key text not null,
  message_id bigint not null references messages,
  offered_at timestamptz(3) not null default now(),
  answer text check (answer in ('added', 'dismissed')),
  answered_at timestamptz(3),
  answered_by bigint references people,
  -- The position that it took the place of, to take that back.
  replaced text,
  -- Offered once, whatever became of it.
  unique (person_id, kind, value_key)
);

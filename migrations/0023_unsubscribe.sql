-- Who wants no more copies of the answers in a talk, by the link in a mail (RFC 8058). It counts until he writes there again.
create table conversation_leavers (
  conversation_id bigint not null references conversations,
  person_id bigint not null references people,
  at timestamptz(3) not null default now(),
  primary key (conversation_id, person_id)
);

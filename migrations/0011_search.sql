-- What people search: words of tickets, people and organizations, cut by our own code, for PostgreSQL cannot cut Thai.
-- Derived: a reader of the events writes them (server/features/search), and they can be made again at any time.

-- Weights: A number and subject, B requester, C what was said, D notes, which customers must not find.
create table ticket_words (
  ticket_id bigint primary key,
  words tsvector not null
);
create table person_words (
  person_id bigint primary key,
  words tsvector not null
);
create table organization_words (
  organization_id bigint primary key,
  words tsvector not null
);
-- Rows stay narrow, so that to look at the thousands that a common word finds is cheap.
alter table ticket_words set (toast_tuple_target = 128);

create index ticket_words_index on ticket_words using gin (words) with (gin_pending_list_limit = 256);
create index person_words_index on person_words using gin (words) with (gin_pending_list_limit = 256);
create index organization_words_index on organization_words using gin (words) with (gin_pending_list_limit = 256);

-- Few tickets have a day by which they are due.
create index tickets_due on tickets (due_at, id) where active and due_at is not null;
-- A board's columns.
create index tickets_active_state on tickets (state_id, updated_at desc, id desc) where active;

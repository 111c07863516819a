-- Spam, viruses, and the ledger of all mail.

-- What a held mail waits for, and who let it pass: that check is not asked again.
alter table inbound_mail add column held_for text check (held_for in ('spam', 'virus'));
alter table inbound_mail add column released_by text;
alter table inbound_mail add column released_for text;

-- The ledger's pages: newest first, of one outcome or all.
create index inbound_mail_ledger on inbound_mail (received_at, id);
create index inbound_mail_outcome on inbound_mail (status, received_at, id);
drop index inbound_mail_status;
create index deliveries_ledger on deliveries (created_at, id);
create index deliveries_outcome on deliveries (state, created_at, id);
create index conversations_subject on conversations using gin (to_tsvector('simple'::regconfig, left(subject, 500)));
create index deliveries_recipients on deliveries using gin (to_addresses);

-- What the ledger finds a mail by: words of its subject, addresses whole and in parts. Nothing here depends on a setting of the server.
create function mail_words(header_from text, envelope_from text, envelope_to text[], subject text) returns tsvector
  language sql immutable parallel safe
  return to_tsvector('simple'::regconfig, left(coalesce(subject, ''), 500) || ' ' || left(
    concat_ws(' ', header_from, envelope_from, array_to_string(envelope_to, ' ')) || ' ' ||
    replace(concat_ws(' ', header_from, envelope_from, array_to_string(envelope_to, ' ')), '@', ' '), 4000));
create index inbound_mail_words on inbound_mail using gin (mail_words(header_from, envelope_from, envelope_to, subject));
create index inbound_mail_message_id on inbound_mail (message_id_header) where message_id_header is not null;

-- What people said a mail is, and what of that the filter has counted: the two meet in a job.
create table mail_verdicts (
  mail_id bigint primary key references inbound_mail,
  -- null: taken back
  verdict text check (verdict in ('spam', 'ham')),
  learned text check (learned in ('spam', 'ham')),
  -- The operation that closed its ticket; undone, the verdict goes too.
  operation_id bigint,
  by_id bigint references people,
  at timestamptz(3) not null default now()
);
create index mail_verdicts_operation on mail_verdicts (operation_id) where operation_id is not null;

-- In how many mails of each kind a word stood. Words are hashed: what people wrote cannot be read from here. Token 0 counts the mails.
create table spam_tokens (
  token bigint primary key,
  spam int not null default 0,
  ham int not null default 0,
  seen_at date not null default current_date
);
create index spam_tokens_rare on spam_tokens (seen_at) where spam + ham <= 1;

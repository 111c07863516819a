-- A first contact that nothing proves may be held until its sender confirms it by a link.
alter table inbound_mail drop constraint inbound_mail_held_for_check;
alter table inbound_mail add constraint inbound_mail_held_for_check check (held_for in ('spam', 'virus', 'challenge')) not valid;

-- When its sender was asked; null: not (yet).
alter table inbound_mail add column challenged_at timestamptz(3);
-- All that one address waits for.
create index inbound_mail_challenged on inbound_mail (lower(header_from)) where held_for = 'challenge';

-- What a mail is found by, cut as the desk's own search cuts it (shared/search/words.ts): subject and addresses. null: from
-- before this, found by whole words as before.
alter table inbound_mail add column words tsvector;
alter table deliveries add column words tsvector;
create index inbound_mail_found on inbound_mail using gin (words);
create index deliveries_found on deliveries using gin (words);
drop index inbound_mail_words;
create index inbound_mail_old_words on inbound_mail using gin (mail_words(header_from, envelope_from, envelope_to, subject))
  where words is null and status <> 'received';
create index deliveries_without_words on deliveries (id) where words is null;

-- A first contact that nothing proves may be held until its sender confirms it by a link.
alter table inbound_mail drop constraint inbound_mail_held_for_check;
alter table inbound_mail add constraint inbound_mail_held_for_check check (held_for in ('spam', 'virus', 'challenge')) not valid;

-- When its sender was asked; null: not (yet).
alter table inbound_mail add column challenged_at timestamptz(3);
-- All that one address waits for.
create index inbound_mail_challenged on inbound_mail (lower(header_from)) where held_for = 'challenge';

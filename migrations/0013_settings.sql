-- Settings without code: fields in an order of their own, invitations, the history of settings.

-- A field that was taken away keeps its key and what stands in the tickets: it can be brought back.
alter table fields add column position int not null default 0;
alter table fields add column removed_at timestamptz(3);

alter table one_time_links drop constraint one_time_links_purpose_check;
alter table one_time_links add constraint one_time_links_purpose_check check (purpose in ('setup', 'reset', 'invite'));

create index events_settings on events (id) where kind = 'settings.changed';

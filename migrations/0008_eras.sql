-- Transaction numbers belong to one cluster: after a dump is restored elsewhere they begin low again. Each cluster the desk
-- has lived in is an era; the feed is read by (era, tx, id), and everything of an earlier era is settled.
create table feed_era (
  era smallint not null
);
insert into feed_era values (0);

create function current_era() returns smallint language sql stable as $$ select era from feed_era $$;

alter table events add column era smallint not null default 0;
alter table events alter column era set default current_era();
drop index events_feed;
create index events_feed on events (era, tx, id);

alter table feed_cursors add column era smallint not null default 0;

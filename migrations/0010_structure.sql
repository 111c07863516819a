-- Messages leave tickets and come back: the numbers they had are not given to others. The next one is
-- message_count + number_gaps + 1.
alter table tickets add column number_gaps int not null default 0;

-- What the customer may be faster than: few at any time, looked at with each message that comes in.
create index deliveries_scheduled on deliveries (message_id) where scheduled and state in ('queued', 'waiting');

-- The inbox of conversations that have no ticket.
create index conversations_unanswered on conversations (last_message_at desc, id desc) where unanswered;
create index conversations_queue on conversations (queue_id, last_message_at desc, id desc) where queue_id is not null;

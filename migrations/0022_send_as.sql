-- Under which name and address mail of a queue leaves, and what stands below the answers given in it.
alter table queues add column sender_name text;
-- The agent's name stands before it.
alter table queues add column sender_agent boolean not null default true;
-- One of ours; null: the address that the customer wrote to.
alter table queues add column sender_address text;
-- Markdown with Liquid.
alter table queues add column signature text;

-- Beside messages, which are never changed and may be many: under which name one leaves and what goes below it, as its queue
-- wanted it when it was written. Only those of queues that want something of their own have a row.
create table message_senders (
  message_id bigint primary key references messages,
  name text not null,
  signature_text text,
  signature_html text
);
create trigger message_senders_append_only before update or delete on message_senders for each row execute function refuse_change();
create trigger message_senders_no_truncate before truncate on message_senders for each statement execute function refuse_change();

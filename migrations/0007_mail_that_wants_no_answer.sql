-- Its sender asks for no automatic answer: by a header, or by leaving no address to answer to (RFC 3834 2).
alter table inbound_mail add column wants_no_answer boolean not null default false;

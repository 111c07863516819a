-- The id of an upload is its sender's own choice, so it is unique among his uploads only.
alter table uploads drop constraint uploads_pkey, add primary key (owner, id);

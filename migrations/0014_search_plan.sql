-- Tickets that hold these words, always by the index: the planner does not know how dear it is to unpack the words of each
-- ticket, and would look through all of them for a common word, or for two that never stand together.
create function tickets_with(query tsquery) returns setof bigint language sql stable rows 100
  set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off
  as 'select ticket_id from ticket_words where words @@ query';

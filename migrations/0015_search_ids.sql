-- As one array: handing ids over row by row took longer than finding them. The newest ones; null: all.
drop function tickets_with(tsquery);
create function tickets_with(query tsquery, most int) returns bigint[] language sql stable
  set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off
  as 'select array(select ticket_id from ticket_words where words @@ query order by ticket_id desc limit most)';

create or replace function cutover_agent.result_fingerprint(p_sql text, p_is_ordered boolean)
returns table (row_count bigint, fingerprint text)
language plpgsql
-- With the rights of whoever calls: the query is somebody else's. It cannot leave the read-only transaction, nor end it.
security invoker
set search_path = pg_catalog, pg_temp
set transaction_read_only = on
set datestyle = 'ISO, YMD'
set intervalstyle = 'postgres'
set timezone = 'UTC'
set extra_float_digits = 1
set bytea_output = 'hex'
set lc_monetary = 'C'
set xmloption = 'content'
as $$
begin
  return query execute format(
    -- Two sums over halves of a hash: no order, no memory that grows with the result, and equal rows do not cancel each other out.
    'select f.rows, f.high || ''.'' || f.low from (
       select count(*) as rows, coalesce(sum(h.hash >> 32), 0) as high, coalesce(sum(h.hash & 4294967295), 0) as low from (
         select (''x'' || left(md5(%s convert_to("cutover row"::text, ''UTF8'')), 16))::bit(64)::bigint as hash from (
%s
         ) as "cutover row") h) f',
    case when p_is_ordered then 'convert_to(row_number() over () || '' '', ''UTF8'') ||' else '' end, p_sql);
exception
  when query_canceled then
    raise exception using errcode = 'CT607', message = 'The query took longer than it may.';
  when others then
    -- Messages of other classes may print a value.
    raise exception using errcode = 'CT013',
      message = format('The query failed with SQLSTATE %s%s.', sqlstate, case when sqlstate like '42%' or sqlstate = '25006' then ': ' || sqlerrm else '' end);
end
$$;

comment on function cutover_agent.result_fingerprint(text, boolean) is 'Runs a query, read only, and returns how many rows it has and a hash of them, never the rows; p_is_ordered: their order counts. Raises CT013, CT607.';

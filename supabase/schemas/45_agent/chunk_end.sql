create or replace function cutover_agent.chunk_end(p_endpoint uuid, p_after text[], p_limit integer)
returns table (key text[], row_count integer, is_last boolean)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set datestyle = 'ISO, YMD'
set intervalstyle = 'postgres'
set timezone = 'UTC'
set extra_float_digits = 1
set bytea_output = 'hex'
set lc_monetary = 'C'
set xmloption = 'content'
set array_nulls = on
set row_security = off
as $$
declare
  v_endpoint cutover_agent.endpoints := cutover_agent.endpoint(p_endpoint);
  v_sizes text := cutover_agent.wide_sizes(v_endpoint, 't');
begin
  if v_sizes is null then
    -- A full chunk, as most are, costs a step through the index.
    key := cutover_agent.key_at(p_endpoint, p_after, null, p_limit);
    if key is not null then
      row_count := p_limit;
      is_last := false;
      return next;
      return;
    end if;
  end if;
  return query execute format(
    'with page as materialized (
       select %1$s, row_number() over (order by %2$s)::integer as number, %3$s as size_before
       from %4$s order by %2$s limit %5$s
     )
     select array[%6$s], p.number, p.number < %5$s and p.number = (select count(*) from page)
     from page p
     -- 8 MB of large values are enough for a chunk, whatever the number of rows; one row at least.
     where coalesce(p.size_before, 0) < 8388608
     order by p.number desc limit 1',
    (select string_agg(format('t.%I as c%s', c, n), ', ' order by n) from unnest(v_endpoint.columns[: v_endpoint.key_length]) with ordinality as u(c, n)),
    array_to_string(cutover_agent.ordered_key(v_endpoint, 't'), ', '),
    case when v_sizes is null then '0' else format('sum(%s) over (order by %s rows between unbounded preceding and 1 preceding)', v_sizes,
      array_to_string(cutover_agent.ordered_key(v_endpoint, 't'), ', ')) end,
    cutover_agent.range_source(v_endpoint, 't', p_after, null), p_limit,
    (select string_agg(format('p.c%s::text', n), ', ' order by n) from generate_series(1, v_endpoint.key_length) as n));
end
$$;

comment on function cutover_agent.chunk_end(uuid, text[], integer) is 'Where the next chunk after the key p_after (null: from the start) ends, in this side''s own key order: the last key, how many rows (at most p_limit, fewer where values are large), and whether none come behind it. No row: there is nothing.';

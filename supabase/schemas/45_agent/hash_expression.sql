create or replace function cutover_agent.hash_expression(p_columns text[], p_classes text[], p_alias text default 't')
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select format(case when cutover_agent.hashes_rows() then 'hash_record_extended(row(%s), 0)'
      -- The same number, from the same bytes. An array's hash begins with 1 where a row's begins with 0, and each element multiplies by
      -- 31 and adds its own hash; these twelve bytes have the hash -31, which leaves 0. No backslash: what it means is a setting.
      else 'hash_array_extended(array[decode(''2f3cfc132307bb8be1b01704'', ''hex''), %s], 0)' end,
    string_agg(cutover_agent.canonical_expression(format('%s.%I', p_alias, u.name), u.class), ', ' order by u.position))
  from unnest(p_columns, p_classes) with ordinality as u(name, class, position)
$$;

comment on function cutover_agent.hash_expression(text[], text[], text) is 'SQL expression for the 64-bit hash of these columns of the row called p_alias, the same on servers of any version.';

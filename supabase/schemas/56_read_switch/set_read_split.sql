create or replace function cutover.set_read_split(
  p_table text, p_reason text, p_percentage numeric default null, p_pinned text[] default null, p_excluded text[] default null, p_environment text default null)
returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $$
  select cutover.command('set_read_split', jsonb_strip_nulls(jsonb_build_object('table', p_table, 'reason', p_reason, 'percentage', p_percentage,
    'pinned', to_jsonb(p_pinned), 'excluded', to_jsonb(p_excluded), 'environment', p_environment)))
$$;

revoke all on function cutover.set_read_split(text, text, numeric, text[], text[], text) from public;
grant execute on function cutover.set_read_split(text, text, numeric, text[], text[], text) to authenticated, service_role;
comment on function cutover.set_read_split(text, text, numeric, text[], text[], text) is
  'Who reads Supabase while the read source of a table is dual: percentage of the subjects (0 to 100, two decimals), subjects pinned to it, subjects excluded; what is left out stays as it is. p_environment: default the current one. Holds from the next statement of every session on. For operators. Answers as cutover.command() does; refuses with CT001, CT002.';

create or replace function cutover_private.note_recent_keys(p_table_id bigint, p_keys text[])
returns void
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  insert into cutover_private.recent_keys (table_id, key)
  select p_table_id, k from unnest(p_keys) as k
  -- As many as a window looks at; the rest has just been verified.
  limit greatest(0, 25 - (select count(*) from cutover_private.recent_keys r where r.table_id = p_table_id))
  on conflict do nothing
$$;

revoke all on function cutover_private.note_recent_keys(bigint, text[]) from public;
comment on function cutover_private.note_recent_keys(bigint, text[]) is 'Keeps a few of these keys, which were just applied, for the next shadow read of the table.';

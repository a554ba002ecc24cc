create or replace function cutover_private.group_look(p_group_id bigint, p_whole boolean)
returns jsonb
language sql
security definer
set search_path = pg_catalog, pg_temp
as $$
  select jsonb_build_object('security', cutover_private.security_look(p_group_id, p_whole),
    'backlog', (select to_jsonb(b) from cutover_private.backlog(p_group_id) b))
$$;

revoke all on function cutover_private.group_look(bigint, boolean) from public;
comment on function cutover_private.group_look(bigint, boolean) is 'What the gates of all tables of a group need to know and is asked once: {security, backlog}. p_whole: the whole audit log. Raises CT501, CT702.';

create or replace function cutover_private.claim_notifications(p_target text, p_limit integer)
returns table (
  event_id uuid, lease uuid, attempt integer, payload text, kind text, url text, secret_source text, secret_name text, secret text,
  hosts jsonb, plain_http boolean
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
  with due as materialized (
    select n.event_id
    from cutover.notifications n
    where n.target_id = (select t.id from cutover.notification_targets t where t.name = p_target)
      and n.delivered_at is null and n.dead_at is null
      and cutover_private.is_due(n.next_attempt_at, '2 hours') and cutover_private.is_due(n.leased_until, '1 minute')
    -- A thousand warnings do not hold up what is critical.
    order by cutover_private.level_rank(n.payload ->> 'level') desc, n.next_attempt_at limit p_limit
    for update skip locked
  )
  update cutover.notifications n
  -- Counted before it is tried: a message that kills its worker is given up some day as well.
  set attempts = n.attempts + 1, lease = gen_random_uuid(), leased_until = clock_timestamp() + interval '1 minute'
  from due d, cutover.notification_targets t
  where n.event_id = d.event_id and t.id = n.target_id
  returning n.event_id, n.lease, n.attempts, n.payload::text, t.kind, t.url, t.secret_source, t.secret_name,
    case t.secret_source when 'vault' then cutover_private.vault_secret(t.secret_name) end,
    cutover_private.setting('notification_hosts'), cutover_private.plain_http();
end
$$;

revoke all on function cutover_private.claim_notifications(text, integer) from public;
comment on function cutover_private.claim_notifications(text, integer) is
  'Takes what is due for a target, the worst first, for a minute, with all that a worker needs to deliver it, secrets included: for the owner''s connection only. Two workers never get the same.';

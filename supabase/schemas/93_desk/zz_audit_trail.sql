create view cutover.audit_trail with (security_invoker = true) as
select
  l.seq,
  l.recorded_at,
  cutover_private.sentence(
    w.person, l.outcome, coalesce(p.base, replace(l.action, '.', ' ')), coalesce(p.past, replace(l.action, '.', ' ')), coalesce(p.object, '{target}'),
    w.target, l.detail
  ) as summary,
  w.person,
  l.actor_role,
  l.on_behalf_of,
  l.action,
  l.outcome,
  w.target as about,
  coalesce(l.detail ->> 'code', l.detail #>> '{error,code}') as error_code,
  l.duration_ms,
  l.client_address,
  l.request_id
from cutover.cutover_audit_log l
left join cutover.audit_phrases p on p.action = l.action
left join cutover.operators o on o.subject = l.actor
cross join lateral (
  select
    cutover_private.person(l.actor, o.display_name, l.actor_label) as person,
    coalesce(
      case l.target_kind
        when 'window' then (
          select g.name from cutover.freeze_windows f join cutover.table_groups g on g.id = f.group_id where f.id::text = l.target
        )
        when 'job' then (
          select t.name from cutover.reconciliation_jobs j join cutover.cutover_tables t on t.id = j.table_id where j.id::text = l.target
        )
        when 'request' then (
          select g.name from cutover.force_requests r join cutover.table_groups g on g.id = r.group_id where r.id::text = l.target
        )
        when 'alert' then (select a.title from cutover.alerts a where a.id::text = l.target)
        when 'subject' then (select s.display_name from cutover.operators s where s.subject = l.target)
      end,
      l.target
    ) as target
) w
order by l.seq desc;

comment on view cutover.audit_trail is 'The audit log in plain language, one sentence a row, the latest first. cutover.cutover_audit_log has all of it, and the hashes.';
comment on column cutover.audit_trail.person is 'Who really called: display name of the operator (cutover.grant_operator), key, pg_cron, or the owner of the database.';
comment on column cutover.audit_trail.about is 'The group, table, or whatever else the row is about.';
grant select on cutover.audit_trail to authenticated;

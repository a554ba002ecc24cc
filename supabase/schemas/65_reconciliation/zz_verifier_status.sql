create view cutover.verifier_status with (security_invoker = true) as
select
  s.name as source_name,
  coalesce(c.verdict, 'not checked') as verdict,
  c.checked_at,
  (select max(g.checked_at) from cutover.verifier_checks g where g.source_id = s.id and g.verdict = 'sound') as last_sound_at,
  c.planted,
  c.found,
  c.error_code
from cutover.legacy_sources s
left join lateral (
  select l.* from cutover.verifier_checks l where l.source_id = s.id order by l.checked_at desc limit 1
) c on true;

comment on view cutover.verifier_status is 'Each legacy source: does the verifier find what was planted in a scratch copy there. broken: believe no verdict of it.';
grant select on cutover.verifier_status to authenticated;

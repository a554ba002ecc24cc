create or replace function cutover_private.op_attest(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group cutover.table_groups;
  v_rule cutover.rules;
  v_expires timestamptz;
  v_evidence text;
  v_latest timestamptz;
begin
  perform cutover_private.allow_arguments(p_arguments, 'group', 'rule', 'evidence', 'expires_at');
  v_group := cutover_private.find_group(cutover_private.argument_text(p_arguments, 'group', true, 63));
  select * into v_rule from cutover.rules where id = cutover_private.argument_text(p_arguments, 'rule', true, 63);
  if v_rule.id is null or v_rule.kind <> 'attested' then
    perform cutover_private.fail('CT001', 'Argument rule: there is no such attested rule.', null,
      (select 'Use one of: ' || string_agg(r.id, ', ' order by r.id) from cutover.rules r
       where r.kind = 'attested' and cutover_private.rule_applies(r, v_group.source_id)));
  end if;
  if not cutover_private.rule_applies(v_rule, v_group.source_id) then
    perform cutover_private.fail('CT001', format('Argument rule: %s is not asked of group %s.', v_rule.id, quote_ident(v_group.name)), null,
      'Its legacy source can do by itself what others have to attest.');
  end if;
  v_evidence := cutover_private.argument_text(p_arguments, 'evidence', true, 2000);
  v_latest := clock_timestamp() + make_interval(secs => v_rule.max_age_seconds);
  v_expires := coalesce(cutover_private.argument_timestamp(p_arguments, 'expires_at', false), v_latest);
  if v_expires <= clock_timestamp() or v_expires > v_latest + interval '1 minute' then
    perform cutover_private.fail('CT001', 'Argument expires_at: an attestation expires in the future and no later than its rule allows.', null,
      format('Leave it out, or give a time before %s.', v_latest));
  end if;
  insert into cutover.cutover_checklists (table_id, rule_id, verdict, value, threshold, evidence, measured_at, attested_by, expires_at)
  select t.id, v_rule.id, 'passed', 1, 1, jsonb_build_object('evidence', v_evidence), clock_timestamp(),
    (select subject from cutover_private.actor()), v_expires
  from cutover.cutover_tables t where t.group_id = v_group.id
  on conflict (table_id, rule_id) do update set verdict = excluded.verdict, value = excluded.value, evidence = excluded.evidence,
    measured_at = excluded.measured_at, evaluated_at = clock_timestamp(), attested_by = excluded.attested_by, expires_at = excluded.expires_at;
  return jsonb_build_object('group', v_group.name, 'rule', v_rule.id, 'expires_at', v_expires);
end
$$;

revoke all on function cutover_private.op_attest(jsonb) from public;
comment on function cutover_private.op_attest(jsonb) is 'Operation attest {group, rule, evidence, expires_at}: the caller vouches for a rule that no database can measure.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument)
values ('attest', 'op_attest', 'operator', true, 'group');

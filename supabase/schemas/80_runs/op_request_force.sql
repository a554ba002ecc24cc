create or replace function cutover_private.op_request_force(p_arguments jsonb)
returns jsonb
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_group cutover.table_groups;
  v_rules text[];
  v_rule text;
  v_request cutover.force_requests;
begin
  perform cutover_private.allow_arguments(p_arguments, 'group', 'kind', 'skip', 'reason');
  v_group := cutover_private.find_group(cutover_private.argument_text(p_arguments, 'group', true, 63));
  if coalesce(cutover_private.argument_text(p_arguments, 'kind', false, 20), 'cutover') <> 'cutover' then
    perform cutover_private.fail('CT001', 'Argument kind: only a cutover is held up by gates.', null, 'Use cutover. A rollback needs no force: its way is always open.');
  end if;
  v_rules := array(select distinct s.rule from unnest(cutover_private.argument_text_array(p_arguments, 'skip')) as s(rule) order by 1);
  if cardinality(v_rules) = 0 then
    perform cutover_private.fail('CT001', 'Argument skip: at least one rule has to be named.', null, 'cutover.cutover_checklists shows which ones fail.');
  end if;
  foreach v_rule in array v_rules loop
    perform cutover_private.find_skippable_rule(v_rule, array['forced', 'waived']);
  end loop;
  insert into cutover.force_requests (group_id, rules, reason, requested_by, expires_at)
  values (v_group.id, v_rules, cutover_private.argument_text(p_arguments, 'reason', true, 2000), (select a.subject from cutover_private.actor() a),
    clock_timestamp() + make_interval(mins => cutover_private.setting('force_minutes')::text::integer))
  returning * into v_request;
  return jsonb_build_object('request', v_request.id, 'group', v_group.name, 'skip', to_jsonb(v_rules), 'expires_at', v_request.expires_at,
    'next', 'Somebody else, an approver, has to agree: cutover.approve_force.');
end
$$;

revoke all on function cutover_private.op_request_force(jsonb) from public;
comment on function cutover_private.op_request_force(jsonb) is 'Operation request_force {group, kind?: cutover, skip: [rules], reason}: asks for a cutover that passes over these rules, once. Rules that protect from loss or exposure: CT231. Raises CT001, CT004, CT231.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('request_force', 'op_request_force', 'operator', true, 'group', 'force.request');

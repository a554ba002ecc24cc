create or replace function cutover_private.op_search_audit(p_arguments jsonb)
returns jsonb
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_actor text := cutover_private.argument_text(p_arguments, 'actor', false);
  v_on_behalf_of text := cutover_private.argument_text(p_arguments, 'on_behalf_of', false);
  v_event text := cutover_private.argument_text(p_arguments, 'event', false, 100);
  v_outcome text := cutover_private.argument_text(p_arguments, 'outcome', false);
  v_target text := cutover_private.argument_text(p_arguments, 'target', false);
  v_request_id text := cutover_private.argument_text(p_arguments, 'request_id', false);
  v_code text := cutover_private.argument_text(p_arguments, 'code', false, 5);
  v_from timestamptz := cutover_private.argument_timestamp(p_arguments, 'from', false);
  v_to timestamptz := cutover_private.argument_timestamp(p_arguments, 'to', false);
  v_before bigint := cutover_private.argument_integer(p_arguments, 'before', false, 1);
  v_limit integer := coalesce(cutover_private.argument_integer(p_arguments, 'limit', false, 1, 500), 100);
  v_events cutover.cutover_audit_log[];
begin
  perform cutover_private.allow_arguments(p_arguments, 'actor', 'on_behalf_of', 'event', 'outcome', 'target', 'request_id', 'code', 'from', 'to', 'before', 'limit');
  if v_outcome not in ('started', 'done', 'refused', 'failed') then
    perform cutover_private.fail('CT001', format('"%s" is no outcome.', left(v_outcome, 20)), 'Outcomes are started, done, refused and failed.');
  end if;
  -- One more than asked for: whether there is another page.
  v_events := array(
    select a from cutover.cutover_audit_log a
    where (v_actor is null or a.actor = v_actor) and (v_on_behalf_of is null or a.on_behalf_of = v_on_behalf_of)
      and (v_event is null or a.action = v_event or right(v_event, 1) = '.' and starts_with(a.action, v_event))
      and (v_outcome is null or a.outcome = v_outcome) and (v_target is null or a.target = v_target)
      and (v_request_id is null or a.request_id = v_request_id) and (v_code is null or a.detail ->> 'code' = v_code)
      and (v_from is null or a.recorded_at >= v_from) and (v_to is null or a.recorded_at < v_to) and (v_before is null or a.seq < v_before)
    order by a.seq desc limit v_limit + 1);
  return jsonb_build_object('events', coalesce(to_jsonb(v_events[:v_limit]), '[]'),
    'next', case when cardinality(v_events) > v_limit then (v_events[v_limit]).seq end);
end
$$;

revoke all on function cutover_private.op_search_audit(jsonb) from public;
comment on function cutover_private.op_search_audit(jsonb) is 'Operation search_audit {actor?, on_behalf_of?, event?: an action, or how it begins, with a dot at its end, outcome?, target?, request_id?, code?, from?, to?, before?: seq, limit?: 1 to 500, default 100}: {"events": [...], "next"}, the newest first; next is the "before" of the following page. Raises CT001.';

insert into cutover_private.operations (name, handler, minimum_role, mutates, target_argument, action)
values ('search_audit', 'op_search_audit', 'viewer', false, null, 'audit.search');

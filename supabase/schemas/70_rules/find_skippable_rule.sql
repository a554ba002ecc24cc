create or replace function cutover_private.find_skippable_rule(p_id text, p_ways text[])
returns cutover.rules
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_rule cutover.rules;
  v_others text := (select string_agg(r.id, ', ' order by r.id) from cutover.rules r where r.may_be_skipped = any (p_ways));
begin
  select * into v_rule from cutover.rules r where r.id = p_id;
  if v_rule.id is null then
    perform cutover_private.fail('CT001', format('There is no rule %s.', quote_ident(p_id)), null, 'Use one of: ' || v_others);
  end if;
  if not coalesce(v_rule.may_be_skipped = any (p_ways), false) then
    perform cutover_private.fail('CT231', format('Rule %s cannot be passed over%s.', v_rule.id,
      case when v_rule.may_be_skipped = 'forced' then ' for a time; in an emergency two people can (cutover.request_force)' else '' end),
      v_rule.why, v_rule.remediation);
  end if;
  return v_rule;
end
$$;

revoke all on function cutover_private.find_skippable_rule(text, text[]) from public;
comment on function cutover_private.find_skippable_rule(text, text[]) is 'A rule that may be passed over in one of these ways (forced, waived). Raises CT001 for one nobody knows, CT231 for one that may not.';

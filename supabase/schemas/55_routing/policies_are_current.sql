create or replace function cutover_routing.policies_are_current(p_table_id bigint, p_fingerprint text)
returns boolean
language plpgsql
stable
parallel restricted
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if p_fingerprint is distinct from (select cutover_private.policy_fingerprint(t) from cutover.cutover_tables t where t.id = p_table_id) then
    perform cutover_private.fail('CT411', 'The policies of the supabase table have changed; the routed view still has the old ones.', null,
      'The monitor renews the view within a minute; at once: select cutover_private.settle_views();');
  end if;
  return true;
end
$$;

revoke all on function cutover_routing.policies_are_current(bigint, text) from public;
-- Asked by whoever reads the view, which was parsed by its owner.
grant execute on function cutover_routing.policies_are_current(bigint, text) to public;
comment on function cutover_routing.policies_are_current(bigint, text) is 'True, or CT411: a view with conditions that were made of older policies shows nothing.';

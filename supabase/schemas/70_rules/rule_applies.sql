create or replace function cutover_private.rule_applies(p_rule cutover.rules, p_source_id bigint)
returns boolean
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
return p_rule.for_sources_without is null or not (to_jsonb(cutover_private.capabilities(p_source_id)) ->> p_rule.for_sources_without)::boolean;

revoke all on function cutover_private.rule_applies(cutover.rules, bigint) from public;
comment on function cutover_private.rule_applies(cutover.rules, bigint) is 'Whether a rule is asked of tables of this legacy source: some take the place of a capability that it lacks.';

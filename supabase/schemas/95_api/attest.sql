create or replace function cutover.attest(p_group text, p_rule text, p_evidence text, p_expires_at timestamptz default null)
returns jsonb
language sql
security invoker
set search_path = pg_catalog, pg_temp
return cutover.command('attest', jsonb_strip_nulls(jsonb_build_object('group', p_group, 'rule', p_rule, 'evidence', p_evidence, 'expires_at', p_expires_at)));

revoke all on function cutover.attest(text, text, text, timestamptz) from public;
grant execute on function cutover.attest(text, text, text, timestamptz) to authenticated, service_role;
comment on function cutover.attest(text, text, text, timestamptz) is 'Vouches for a rule that no database can measure. Role operator.';

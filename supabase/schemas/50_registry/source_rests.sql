create or replace function cutover_private.source_rests(p_source_id bigint)
returns boolean
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
return exists (select from cutover.source_health h where h.source_id = p_source_id and h.retry_at > clock_timestamp());

revoke all on function cutover_private.source_rests(bigint) from public;
comment on function cutover_private.source_rests(bigint) is 'True while the drivers leave a legacy server alone because it did not answer.';

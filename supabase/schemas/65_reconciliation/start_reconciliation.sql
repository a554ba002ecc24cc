create or replace function cutover_private.start_reconciliation(p_table_id bigint, p_kind text, p_trigger text)
returns uuid
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id uuid;
begin
  if p_kind is null or p_kind not in ('full', 'incremental', 'integrity') then
    perform cutover_private.fail('CT001', format('%s is no kind of reconciliation.', coalesce(quote_literal(left(p_kind, 63)), 'null')), null,
      'Use full, incremental or integrity.');
  end if;
  loop
    insert into cutover.reconciliation_jobs (table_id, kind, trigger, requested_by)
    values (p_table_id, p_kind, p_trigger, (select a.subject from cutover_private.actor() a))
    on conflict (table_id, kind) where status in ('queued', 'running', 'paused') do nothing
    returning id into v_id;
    exit when v_id is not null;
    select j.id into v_id from cutover.reconciliation_jobs j
    where j.table_id = p_table_id and j.kind = p_kind and j.status in ('queued', 'running', 'paused');
    -- It may have finished between the two statements; then there is room for a new one.
    exit when v_id is not null;
  end loop;
  return v_id;
end
$$;

revoke all on function cutover_private.start_reconciliation(bigint, text, text) from public;
comment on function cutover_private.start_reconciliation(bigint, text, text) is 'Queues a reconciliation (kind full, incremental or integrity; trigger schedule, request or run) and returns its id; of one that is unfinished, that one''s. Needs no connection to legacy: the worker plans the chunks. Raises CT001.';

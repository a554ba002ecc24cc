create or replace function cutover_private.active_freeze_window(p_group_id bigint)
returns cutover.freeze_windows
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
  -- The real time, not that of the transaction: a flip may have waited.
  select w
    from cutover.freeze_windows w
   where w.group_id = p_group_id and w.status = 'active'
     and w.starts_at <= clock_timestamp() and w.ends_at > clock_timestamp()
$function$;

comment on function cutover_private.active_freeze_window(bigint) is
  'The active freeze window of a table group at this moment; a null row if there is none. One past its end does not count.';

revoke all on function cutover_private.active_freeze_window(bigint) from public;

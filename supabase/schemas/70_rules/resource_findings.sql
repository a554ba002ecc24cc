create or replace function cutover_private.resource_findings(out findings text[], out numbers jsonb)
returns record
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select array_remove(array[
      case when c.percent > 80 then format('connections: %s %% of %s are in use', c.percent, c.allowed) end,
      case when h.blocks >= 100000 and h.percent < 90 then format('cache: only %s %% of the blocks were found there', h.percent) end,
      (select d.title from cutover_private.watch_disk() d)], null),
    jsonb_build_object('connections_percent', c.percent, 'cache_hit_percent', h.percent,
      'database_bytes', pg_database_size(current_database()),
      'disk', case when cutover_private.setting('disk_size_gb')::text::numeric = 0 then 'not known: SQL does not see the free space; set disk_size_gb' else 'by setting disk_size_gb' end,
      'not_seen', 'CPU, memory and I/O of the server, and whatever a legacy server has left')
  from (
    select round(sum(d.numbackends) * 100.0 / m.allowed, 1) as percent, m.allowed
    from pg_stat_database d
    cross join (select current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer as allowed) m
    group by m.allowed
  ) c
  cross join (
    select d.blks_hit + d.blks_read as blocks, round(d.blks_hit * 100.0 / nullif(d.blks_hit + d.blks_read, 0), 1) as percent
    from pg_stat_database d where d.datname = current_database()
  ) h
$$;

revoke all on function cutover_private.resource_findings() from public;
comment on function cutover_private.resource_findings() is 'Connections, cache and disk of this database, as far as SQL sees them: what is short, the numbers, and what is not seen.';

create or replace function cutover_agent.spare_value(p_type oid, p_typmod integer)
returns text
language sql
stable
set search_path = pg_catalog, pg_temp
as $function$
  with recursive bases as (
    select t.oid, t.typbasetype, p_typmod as typmod from pg_type t where t.oid = p_type
    union all
    select t.oid, t.typbasetype, case when b.typmod >= 0 then b.typmod else d.typtypmod end
    from bases b join pg_type d on d.oid = b.oid join pg_type t on t.oid = b.typbasetype
  )
  -- Large and positive, as most checks ask for; from so many that two are hardly ever alike, and if they are, the next try has others.
  select case
      when t.typname in ('text', 'varchar', 'bpchar', 'citext') then
        case when b.typmod > 4 then format('left(md5(random()::text), %s)', b.typmod - 4) else 'md5(random()::text)' end
      when t.typname = 'uuid' then 'gen_random_uuid()'
      when t.typname = 'bytea' then 'uuid_send(gen_random_uuid())'
      when t.typname = 'int2' then '32767 - floor(random() * 20000)'
      when t.typname = 'int4' then '2147483647 - floor(random() * 1000000000)'
      when t.typname = 'int8' then '9223372036854775807 - floor(random() * 1000000000000)::bigint'
      when t.typname = 'numeric' and b.typmod > 4 then format('floor(random() * 10 ^ %s)', ((b.typmod - 4) >> 16) - ((b.typmod - 4) & 2047))
      when t.typname = 'numeric' then '10 ^ 30::numeric + floor(random() * 1000000000000)::numeric'
      when t.typname = 'float8' then '1e30 * (1 + random())'
      when t.typname = 'date' then 'date ''4000-01-01'' + floor(random() * 700000)::integer'
      when t.typname in ('timestamp', 'timestamptz') then 'timestamp ''4000-01-01'' + random() * interval ''1000 years'''
    end
  from bases b join pg_type t on t.oid = b.oid
  where b.typbasetype = 0
$function$;

comment on function cutover_agent.spare_value(oid, integer) is 'SQL expression for a value that hardly any row holds, another one for each row; null for a type that has no such values.';

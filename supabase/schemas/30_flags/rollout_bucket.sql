create or replace function cutover_private.rollout_bucket(p_salt text, p_subject text)
returns integer
language sql
immutable
set search_path = pg_catalog, pg_temp
as $function$
  -- With brackets: << and | bind alike.
  select (((get_byte(h.hash, 0)::bigint << 24) + (get_byte(h.hash, 1) << 16) + (get_byte(h.hash, 2) << 8) + get_byte(h.hash, 3)) % 10000)::integer
    from (select sha256(convert_to(p_salt || ':' || p_subject, 'UTF8')) as hash) h
$function$;

comment on function cutover_private.rollout_bucket(text, text) is
  'Where a subject stands between 0 and 9999: the first 4 bytes of sha256(salt:subject), big-endian, modulo 10000.';

revoke all on function cutover_private.rollout_bucket(text, text) from public;

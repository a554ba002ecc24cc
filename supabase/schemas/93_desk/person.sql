create or replace function cutover_private.person(p_subject text, p_display_name text, p_label text default null)
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
return case
  when p_display_name is not null then p_display_name
  when p_subject like 'key:%' then 'the key ' || substr(p_subject, 5)
  when p_subject like 'database:%' and p_label = 'cron' then 'pg_cron'
  when p_subject like 'database:%' then 'the database owner'
  when p_subject = 'anonymous' then 'somebody unknown'
  else p_subject
end;

revoke all on function cutover_private.person(text, text, text) from public;
grant execute on function cutover_private.person(text, text, text) to authenticated;
comment on function cutover_private.person(text, text, text) is 'What people call a subject: its display name, a key or the database by what it is, else the subject itself.';

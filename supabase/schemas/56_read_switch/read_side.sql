create or replace function cutover.read_side(p_table text, p_subject text default null)
returns text
language sql
stable
parallel restricted
set search_path = pg_catalog, pg_temp
-- Bound when it is created, so that callers need no way into the private schema.
return cutover_private.decide_read_side(p_table, p_subject);

revoke all on function cutover.read_side(text, text) from public;
grant execute on function cutover.read_side(text, text) to public;
comment on function cutover.read_side(text, text) is
  'The side (legacy, supabase) that answers reads of a registered table for a subject: a tenant or a user. Without p_subject it is the setting cutover.subject of the session, else the tenant that the token names (setting tenant_claim), else its user; for nobody at all the write source answers. Sticky: a higher percentage moves nobody back. A database role of an application needs usage on schema cutover. Raises CT002.';

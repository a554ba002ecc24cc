create or replace function cutover_private.key_digest(p_key text)
returns bytea
language sql
immutable
set search_path = pg_catalog, pg_temp
return sha256(convert_to(p_key, 'UTF8'));

create or replace function cutover_private.key_digest(p_key text[])
returns bytea
language sql
immutable
set search_path = pg_catalog, pg_temp
return sha256(convert_to(p_key::text, 'UTF8'));

revoke all on function cutover_private.key_digest(text) from public;
revoke all on function cutover_private.key_digest(text[]) from public;
comment on function cutover_private.key_digest(text) is 'What stands for a row''s key (a text[] literal) in an index: as text a key can be too long for one, though its own table''s index holds it.';
comment on function cutover_private.key_digest(text[]) is 'The same for a key that is not a literal.';

-- Which types fit together, and how they are compared; what would not come back unchanged is refused.
\ir setup.inc
select plan(26);
create type old.mood as enum ('good', 'bad');
create type new.mood as enum ('good', 'bad');
create type new.other as enum ('good', 'bad');
create domain old.price as numeric(10,2);
create function pg_temp.class(p_legacy text, p_supabase text) returns text language plpgsql as $$
declare v_class text;
begin
  execute format('create table old.probe (id bigint primary key, c %s); create table new.probe (id bigint primary key, c %s)', p_legacy, p_supabase);
  v_class := cutover_private.column_class((select c from jsonb_array_elements(cutover_agent.describe('old', 'probe') -> 'columns') c where c ->> 'name' = 'c'),
    (select c from jsonb_array_elements(cutover_agent.describe('new', 'probe') -> 'columns') c where c ->> 'name' = 'c'));
  drop table old.probe, new.probe;
  return coalesce(v_class, 'refused');
end $$;
select is(pg_temp.class(legacy, supabase), class, legacy || ' to ' || supabase)
from (values ('smallint', 'bigint', 'integer'), ('integer', 'integer', 'integer'), ('bigint', 'numeric', 'numeric'), ('numeric(10,2)', 'numeric', 'numeric'),
  ('text', 'varchar(10)', 'text'), ('char(3)', 'text', 'text'), ('boolean', 'boolean', 'boolean'), ('uuid', 'uuid', 'uuid'), ('bytea', 'bytea', 'bytea'),
  ('date', 'date', 'date'), ('timestamp', 'timestamp(3)', 'timestamp'), ('timestamptz', 'timestamptz', 'timestamptz'), ('jsonb', 'jsonb', 'text'),
  ('integer[]', 'integer[]', 'text'), ('double precision', 'double precision', 'text'), ('inet', 'inet', 'text'), ('old.mood', 'new.mood', 'text'),
  ('old.price', 'numeric(10,2)', 'numeric'),
  ('old.mood', 'new.other', 'refused'), ('text', 'integer', 'refused'), ('timestamp', 'timestamptz', 'refused'), ('date', 'timestamp', 'refused'),
  ('json', 'jsonb', 'refused'), ('double precision', 'real', 'refused'), ('double precision', 'numeric', 'refused'),
  ('text', 'uuid', 'refused')) as t(legacy, supabase, class);
select * from finish();
rollback;

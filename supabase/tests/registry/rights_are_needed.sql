-- Blocking writes takes the owner's rights, reading every row takes a way past forced policies; the hint grants them.
\ir setup.inc
select plan(7);
create role registry_owner;
grant registry_owner to postgres;
grant usage, create on schema new to registry_owner;
create table old.item (id bigint primary key);
create table new.item (id bigint primary key);
alter table new.item owner to registry_owner;
revoke registry_owner from postgres;
select is((pg_temp.refusal(pg_temp.register('item')))[1:2], array['CT404', 'Role postgres may not put triggers on new.item (side supabase): it belongs to registry_owner.'], 'not the owner');
select (pg_temp.refusal(pg_temp.register('item')))[4] as hint \gset
select is(:'hint'::text, 'grant registry_owner to postgres;', 'the hint grants it');
select is(pg_temp.follow(:'hint'), 'done', 'it works');
select is(pg_temp.register('item') ->> 'ok', 'true', 'and the table is registered');
select ok((cutover_agent.describe('old', 'item') ->> 'bypasses_rls')::boolean, 'postgres reads past policies');
select throws_ok($$select cutover_private.check_relation('legacy', 'old.item', cutover_agent.describe('old', 'item') || '{"rls_forced": true, "bypasses_rls": false, "agent_role": "agent"}')$$,
  'CT404', 'Row level security is forced on old.item (side legacy) and role agent does not bypass it: rows would be left out without a word.', 'an agent that does not is refused where policies are forced');
select lives_ok($$select cutover_private.check_relation('legacy', 'old.item', cutover_agent.describe('old', 'item') || '{"rls_forced": true, "bypasses_rls": true}')$$, 'one that does is not');
select * from finish();
rollback;

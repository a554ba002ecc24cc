-- A golden query reads what cutover_reader may read, writes nothing, ends no transaction, and is refused at once if it cannot run.
\ir ../pipeline/setup.inc
select plan(23);
insert into cutover.operators (subject, role, granted_by) values ('vera', 'viewer', 'test'), ('olga', 'operator', 'test'), ('anton', 'approver', 'test');
create function pg_temp.register(p_sql text) returns text language sql as $$
  select coalesce(a #>> '{error,code}' || ' ' || (a #>> '{error,message}'), 'ok') from cutover.register_golden_query('q', 'shop', 'select 1', p_sql, 'test') a
$$;
create function pg_temp.verdict(p_sql text) returns text language plpgsql as $$
declare
  v_answer text := pg_temp.register(p_sql);
  v_run uuid;
begin
  if v_answer <> 'ok' then
    return 'refused ' || v_answer;
  end if;
  v_run := cutover.check_golden_queries('shop') #>> '{result,runs,0,run}';
  perform cutover_private.golden_step(v_run);
  return (select coalesce(r.verdict, 'again') || coalesce(' ' || (r.error ->> 'message'), '') from cutover.golden_query_runs r where r.id = v_run);
end $$;
select is(pg_temp.register('select * from new.owner'), 'CT013 Argument supabase_sql: The query failed with SQLSTATE 42501: permission denied for schema new.', 'nothing is granted at first');
select matches(cutover.register_golden_query('q', 'shop', 'select 1', 'select * from new.owner', 'test') #>> '{error,hint}', 'to cutover_reader', 'and the hint says to whom it could be');
grant usage on schema new to cutover_reader;
grant select on new.owner to cutover_reader;
select is(pg_temp.register('select * from new.owner'), 'ok', 'what is granted is read');
select matches(pg_temp.register('select * from new.item'), '^CT013 .*permission denied for table item', 'and nothing else');
select matches(pg_temp.register('select * from cutover.operators'), 'permission denied', 'nor what is ours');
select matches(pg_temp.register('select * from cutover_private.commands'), 'permission denied', 'or the owner''s');
grant insert, update on new.owner to cutover_reader;
select matches(pg_temp.register('insert into new.owner (name) values (''x'') returning id'), 'CT013', 'an insert is no query');
create function new.sneak() returns integer language plpgsql as $$ begin update new.owner set name = 'sneaked'; return 1; end $$;
select is(pg_temp.verdict('select new.sneak()'), 'failed The query failed with SQLSTATE 25006: cannot execute UPDATE in a read-only transaction.', 'a function that writes is stopped');
select is((select count(*) from new.owner where name = 'sneaked'), 0::bigint, 'nothing was written');
create or replace function new.sneak() returns integer language plpgsql security definer as $$ begin update new.owner set name = 'sneaked'; return 1; end $$;
select matches(pg_temp.verdict('select new.sneak()'), '25006', 'nor with somebody else''s rights');
select matches(pg_temp.verdict('select set_config(''transaction_read_only'', ''off'', false)'), 'SQLSTATE 25001', 'it cannot make itself writing');
select matches(pg_temp.verdict('select set_config(''role'', ''postgres'', false)'), '^failed ', 'nor somebody else');
select matches(pg_temp.register('select 1) q) h) f; delete from new.owner; --'), 'CT013', 'nor end the statement');
select matches(pg_temp.register('select 1; commit'), 'CT013', 'nor the transaction');
select throws_ok($$select cutover_private.scans_as_reader('select 1) as q; delete from new.owner; select (1')$$, 'CT013', null, 'nor where it is planned');
select matches(pg_temp.register(''), 'CT001', 'an empty text is none');
select is(pg_temp.verdict('select 1 / g from generate_series(0, 0) g'), 'failed The query failed with SQLSTATE 22012.', 'what fails later says so');
select is(pg_temp.verdict('select ''secret''::integer from (select 1 where random() < 2) x'), 'refused CT013 Argument supabase_sql: The query failed with SQLSTATE 22P02.', 'without a value');
select is(current_setting('transaction_read_only'), 'off', 'the caller goes on writing');
grant usage on schema cutover to authenticated;
set local role authenticated;
select set_config('request.jwt.claims', '{"sub": "anton", "role": "authenticated"}', true) as claims \gset
select is(cutover.register_golden_query('a', 'shop', 'select 1', 'select 1', 'test') #>> '{error,code}', 'CT103', 'admins register, nobody else');
select set_config('request.jwt.claims', '{"sub": "olga", "role": "authenticated"}', true) as claims \gset
select is(cutover.check_golden_queries('shop') ->> 'ok', 'true', 'operators run them');
select set_config('request.jwt.claims', '{"sub": "vera", "role": "authenticated"}', true) as claims \gset
select isnt((select count(*) from cutover.golden_query_results), 0::bigint, 'viewers see the results');
reset role;
set local request.jwt.claims = '';
select is(cutover.end_golden_query('q', 'test') #>> '{result,ended}' || (cutover.end_golden_query('q', 'test') #>> '{error,code}'), 'trueCT012', 'ended once');
select * from finish();
rollback;

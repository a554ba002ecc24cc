-- A rollback that legacy does not take, or whose rows differ there, is released: supabase stays the truth, nothing written is lost; immediate is the way out.
\ir setup.inc
select plan(17);
select pg_temp.drive(cutover.execute_cutover('shop')) ->> 'status' as status \gset
select pg_temp.settle();
alter table old.owner add constraint no_zoe check (name <> 'zoe') not valid;
update shop.owner set name = 'zoe' where id = 1;
select pg_temp.state() as before \gset
select pg_temp.drive(cutover.rollback_cutover('shop', 'test')) as status \gset
select is((:'status'::jsonb ->> 'status') || ' ' || (:'status'::jsonb #>> '{error,code}'), 'released CT603', 'a row that legacy refuses');
select is(pg_temp.state() - 'sequences', :'before'::jsonb - 'sequences', 'nothing has changed');
select is(pg_temp.write($$update shop.owner set total = 3 where id = 1$$), 'done', 'writers go on');
select is((select (name, total)::text from new.owner where id = 1), '(zoe,3)', 'in supabase');
select is(pg_temp.journal(), 2::bigint, 'what legacy has not got waits');
alter table old.owner drop constraint no_zoe;
select pg_temp.settle();
select is((select (name, total)::text from old.owner where id = 1), '(zoe,3)', 'and follows once it can');
create function old.spoil() returns trigger language plpgsql as $$ begin new.total := 99; return new; end $$;
create trigger spoil before update on old.owner for each row execute function old.spoil();
alter table old.owner enable always trigger spoil;
update shop.owner set total = 4 where id = 1;
select pg_temp.state() as before \gset
select pg_temp.drive(cutover.rollback_cutover('shop', 'test')) as status \gset
select is(array[:'status'::jsonb ->> 'status', :'status'::jsonb #>> '{error,code}', :'status'::jsonb #>> '{error,details}'], array['released', 'CT606', 'owner: 1 mismatched'], 'a row that differs on legacy');
select is(pg_temp.state() - 'sequences' #- '{rows,0}', :'before'::jsonb - 'sequences' #- '{rows,0}', 'nothing has changed but what was applied to legacy');
select is((select total from shop.owner where id = 1), 4::numeric, 'the truth is what it was');
select pg_temp.settle();
select is((select count(*) from cutover.drifted_rows where resolved_at is null), 1::bigint, 'the pipeline finds the drift, too');
select is((select string_agg(distinct write_source, ',') from cutover.cutover_tables where group_id = :shop), 'supabase', 'supabase is the truth');
select is(pg_temp.drive(cutover.rollback_cutover('shop', 'now', 'immediate')) ->> 'status', 'completed', 'immediate does not wait for equality');
select is((select string_agg(distinct write_source, ',') from cutover.cutover_tables where group_id = :shop), 'legacy', 'legacy is the truth');
select is((select count(*) from cutover.cutover_runs where kind = 'rollback' and status = 'released'), 2::bigint, 'two runs ended without a switch');
select is((select count(*) from cutover.cutover_run_steps s join cutover.cutover_runs r on r.id = s.run_id where r.status = 'released' and s.step <> 'preflight'), 0::bigint, 'and have no step of one');
drop trigger spoil on old.owner;
update old.owner set total = 5 where id = 1;
select pg_temp.settle();
select is_empty($$select pg_temp.different('owner')$$, 'both sides become equal again');
select is(pg_temp.journal(), 0::bigint, 'nothing waits');
select * from finish();
rollback;

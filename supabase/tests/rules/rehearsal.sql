-- A group that was not rehearsed, or long ago, is told; a dry run is the rehearsal.
\ir ../runs/setup.inc
select plan(7);
select is(pg_temp.found('rehearsal'), 'item warning unknown; owner warning unknown', 'never');
select is(cutover.execute_cutover('nowhere', true) #>> '{error,code}', 'CT004', 'one that is refused');
select is(cutover.execute_cutover('shop', true) ->> 'ok', 'true', 'a dry run');
select is(pg_temp.found('rehearsal'), null, 'is one');
alter table old.owner add constraint tight check (length(name) > 50) not valid;
select matches(pg_temp.found('rehearsal'), '^owner warning unknown$', 'legacy would not take its rows back: no rehearsal');
alter table old.owner drop constraint tight;
select is(pg_temp.found('rehearsal'), null, 'now it would');
update cutover.table_groups set rehearsed_at = rehearsed_at - interval '8 days' where id = :shop;
select matches(pg_temp.found('rehearsal'), '^item warning 6912\d\d; owner warning 6912\d\d$', 'too long ago');
select * from finish();
rollback;

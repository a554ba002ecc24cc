-- The installed version can be asked for.
begin;
set local search_path = extensions, public;
select plan(1);

select matches(cutover.version(), '^\d+\.\d+\.\d+', 'a version number');

select * from finish();
rollback;

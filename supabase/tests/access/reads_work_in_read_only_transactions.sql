-- A read-only transaction can look, and be refused.
begin;
set local search_path = extensions, public;
select plan(2);

set transaction read only;
select is(cutover.command('freeze_list') -> 'ok', 'true', 'a read');
select is(cutover.command('freeze_list', '{"status": "odd"}') #>> '{error,code}', 'CT001', 'a refused read');

select * from finish();
rollback;

-- Finalizing takes time, a second person and the group's name; it ends the reverse capture, and there is no way back after it.
\ir setup.inc
select plan(20);
insert into cutover.operators (subject, role, granted_by) values ('olga', 'operator', 'test'), ('anton', 'approver', 'test'), ('ada', 'approver', 'test');
update cutover.cutover_runs set requested_by = 'anton' where group_id = :shop and kind = 'cutover';
create function pg_temp.finalize(p_subject text, p_confirm text default 'shop', p_dry_run boolean default false) returns jsonb language plpgsql as $$
declare
  v_answer jsonb;
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', p_subject, 'role', 'authenticated')::text, true);
  v_answer := cutover.finalize_group('shop', p_confirm, p_dry_run);
  perform set_config('request.jwt.claims', '', true);
  return v_answer;
end $$;
select is(pg_temp.finalize('ada') #>> '{error,code}', 'CT201', 'what is not completed is not finalized');
update cutover.cutover_tables set state = 'completed', completed_at = clock_timestamp() - interval '71 hours' where group_id = :shop;
select is(pg_temp.finalize('olga') #>> '{error,code}', 'CT103', 'not by an operator');
select is(pg_temp.finalize('anton') #>> '{error,code}', 'CT236', 'nor by whoever executed the cutover');
select is(pg_temp.finalize('ada', 'chop') #>> '{error,code}', 'CT001', 'nor by a slip');
select is(pg_temp.finalize('ada', null) #>> '{error,code}', 'CT001', 'nor without the name');
select is(pg_temp.finalize('ada') #>> '{error,code}', 'CT235', 'nor before its time');
update cutover.cutover_tables set completed_at = clock_timestamp() - interval '73 hours' where group_id = :shop;
insert into cutover.drifted_rows (table_id, key, kind, confirmed_at) values (:owner, '{1}', 'mismatched', clock_timestamp());
select is(pg_temp.finalize('ada') #>> '{error,details}', '1 rows of owner differ', 'nor while a row differs');
select is(pg_temp.finalize('ada', null, true) #>> '{result,would_pass}', 'false', 'which a dry run says');
update cutover.drifted_rows set resolved_at = clock_timestamp();
select is(pg_temp.finalize('anton', null, true) #>> '{result,would_pass}', 'false', 'as well as that it takes somebody else');
select is(pg_temp.finalize('ada', null, true) #>> '{result,would_pass}', 'true', 'nothing is in the way');
select is((select count(*) from cutover.cutover_tables where finalized_at is not null), 0::bigint, 'nor done');
select is(pg_temp.finalize('ada', null, true) #>> '{result,removes,0,capture_on}', 'new.owner', 'what will go is listed');
select is(pg_temp.finalize('ada', null, true) #>> '{result,stays_read_only}', '["old.owner", "old.item"]', 'so is what stays as it is');
select is(pg_temp.finalize('ada') #>> '{result,finalized}', 'true', 'finalized');
update shop.owner set name = 'free' where id = 1;
select is(pg_temp.journal(), 0::bigint, 'nothing is captured any more');
select is(pg_temp.write($$update old.owner set name = 'x' where id = 1$$), 'refused', 'legacy stays closed');
select is(cutover.rollback_cutover('shop', 'please') #>> '{error,code}', 'CT211', 'no way back');
select throws_ok(format('update cutover.cutover_tables set finalized_at = null where group_id = %s', :shop), 'CT211', null, 'not even by hand');
select is(pg_temp.finalize('ada') #>> '{error,code}', 'CT211', 'once is enough');
select is((select array_agg(distinct state) from cutover.cutover_tables where group_id = :shop), array['completed'], 'it stays completed');
select * from finish();
rollback;

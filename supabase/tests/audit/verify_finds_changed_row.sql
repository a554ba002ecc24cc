-- A changed row is found, whichever field was changed.
begin;
set local search_path = extensions, public;
select plan(5);

select cutover_private.audit('test.one', 'done', 'thing', 'a', '{"n": 1}');
select cutover_private.audit('test.two', 'done', 'thing', 'b', '{"n": 2}');
select cutover_private.audit('test.three', 'done', 'thing', 'c', '{"n": 3}', 1.5);
set constraints all immediate;
select max(seq) as last, max(seq) - 1 as middle, max(seq) - 2 as first from cutover.cutover_audit_log \gset
select ok((select v.ok from cutover.verify_audit_log() v), 'whole before');
alter table cutover.cutover_audit_log disable trigger refuse_change;
update cutover.cutover_audit_log set detail = '{"n": 9}' where seq = :middle;
alter table cutover.cutover_audit_log enable always trigger refuse_change;
select ok((select not v.ok from cutover.verify_audit_log() v), 'not whole after');
select is((select v.first_broken_seq from cutover.verify_audit_log() v), :middle::bigint, 'the row is named');
select matches((select v.problem from cutover.verify_audit_log() v), 'was changed', 'and what is wrong with it');

-- Field by field: each one is part of the hash.
create function pg_temp.broken_by(p_set text, p_seq bigint) returns boolean language plpgsql as $$
declare v_found boolean;
begin
  alter table cutover.cutover_audit_log disable trigger refuse_change;
  execute 'update cutover.cutover_audit_log set ' || p_set || ' where seq = ' || p_seq;
  v_found := not exists (
    select 1 from cutover.cutover_audit_log l cross join cutover_private.audit_hashes(array[l]) h where l.seq = p_seq and h.hash = l.hash);
  raise exception using errcode = 'P0002', message = v_found::text;
exception when no_data_found then
  return sqlerrm::boolean;
end $$;
select is_empty(format($$
  select s.change
    from unnest(array['recorded_at = recorded_at + interval ''1 microsecond''', 'transaction_id = transaction_id + 1', 'actor = ''x''', 'actor_role = null',
      'actor_label = ''''', 'on_behalf_of = ''x''', 'request_id = ''x''', 'client_address = ''x''', 'action = ''x''', 'outcome = ''failed''',
      'target_kind = null', 'target = ''x''', 'detail = ''{}''', 'duration_ms = 2', 'previous_hash = repeat(''0'', 64)']) s (change)
   where not pg_temp.broken_by(s.change, %s)
$$, :last), 'every field is covered by the hash');

select * from finish();
rollback;

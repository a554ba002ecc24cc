-- Two different rows never give the same hash input, and no setting changes it.
begin;
set local search_path = extensions, public;
select plan(5);

select cutover_private.audit('test.one', 'done', 'thing', 'a', '{"n": 1}');
select cutover_private.audit('test.two', 'done', 'thing', 'b', '{"n": 2}');
select cutover_private.audit('test.three', 'done', 'thing', 'c', '{"n": 3}', 1.5);
set constraints all immediate;
select max(seq) as last, max(seq) - 1 as middle, max(seq) - 2 as first from cutover.cutover_audit_log \gset

create function pg_temp.hash_with(p_change jsonb) returns text language sql as $$
  select h.hash from cutover.cutover_audit_log l
   cross join cutover_private.audit_hashes(array[jsonb_populate_record(l, p_change)]) h
   where l.action = 'test.three'
$$;
select isnt(pg_temp.hash_with('{"target_kind": "a", "target": "bc"}'), pg_temp.hash_with('{"target_kind": "ab", "target": "c"}'),
  'text cannot move from one field to the next');
select isnt(pg_temp.hash_with('{"target_kind": "a,1:b", "target": "c"}'), pg_temp.hash_with('{"target_kind": "a", "target": "b,1:c"}'), 'nor with a separator');
select isnt(pg_temp.hash_with('{"target": null}'), pg_temp.hash_with('{"target": ""}'), 'null is not the empty text');
select isnt(pg_temp.hash_with('{"target": null}'), pg_temp.hash_with('{"target": "-"}'), 'nor a dash');
set local timezone = 'Pacific/Auckland';
set local datestyle = 'German, DMY';
set local intervalstyle = 'sql_standard';
set local extra_float_digits = -15;
set local bytea_output = 'escape';
set local lc_numeric = 'C';
select ok((select v.ok from cutover.verify_audit_log() v), 'the session''s settings do not matter');

select * from finish();
rollback;

-- No difference that PostgreSQL's own hashes, separators or xor would hide goes unseen.
\ir setup.inc
select plan(10);
\set pair aaaaaaaa-0000-0000-0000-000000000003
create table shop.pair (id bigint primary key, a text, b text, n bigint, m numeric, f double precision, j jsonb, t timestamptz);
select cutover_agent.register_endpoint(:'pair', 'shop', 'pair', array['id', 'a', 'b', 'n', 'm', 'f', 'j', 't'],
  array['integer', 'text', 'text', 'integer', 'numeric', 'text', 'text', 'timestamptz'], 1) as number \gset
create function pg_temp.changes(p_first text, p_second text) returns boolean language plpgsql as $$
declare v_first text; v_second text;
begin
  delete from shop.pair;
  execute 'insert into shop.pair ' || p_first;
  select string_agg(c::text, ' ') into v_first from cutover_agent.checksum('aaaaaaaa-0000-0000-0000-000000000003', null, null, 1) c;
  delete from shop.pair;
  execute 'insert into shop.pair ' || p_second;
  select string_agg(c::text, ' ') into v_second from cutover_agent.checksum('aaaaaaaa-0000-0000-0000-000000000003', null, null, 1) c;
  return v_first is distinct from v_second;
end $$;
select ok(pg_temp.changes($$(id, a) values (1, null)$$, $$(id, a) values (1, '')$$), 'NULL and the empty text');
select ok(pg_temp.changes($$(id, a, b) values (1, 'x', 'y')$$, $$(id, a, b) values (1, 'y', 'x')$$), 'values swapped between columns');
select ok(pg_temp.changes($$(id, a) values (1, 'x'), (2, 'y')$$, $$(id, a) values (1, 'y'), (2, 'x')$$), 'values swapped between rows');
select ok(pg_temp.changes($$(id, a, b) values (1, 'a|b', 'c')$$, $$(id, a, b) values (1, 'a', 'b|c')$$), 'text that moved across the border of two columns');
select ok(pg_temp.changes($$(id, n) values (1, (5::bigint << 32) | 5)$$, $$(id, n) values (1, (6::bigint << 32) | 6)$$), 'integers with equal halves');
select ok(pg_temp.changes($$(id, m) values (1, -5.25)$$, $$(id, m) values (1, 5.25)$$), 'the sign of a number');
select ok(not pg_temp.changes($$(id, m) values (1, 1.0)$$, $$(id, m) values (1, 1.000)$$), 'but not the scale of one');
select ok(pg_temp.changes($$(id, f) values (1, 0.1)$$, $$(id, f) values (1, 0.1::float8 + 1.4e-17)$$), 'the last bit of a float');
select ok(pg_temp.changes($$(id, j) values (1, '{"a": null}')$$, $$(id, j) values (1, '{}')$$), 'a json null');
select ok(pg_temp.changes($$(id, a) values (1, 'x')$$, $$(id, a) select g, 'x' from generate_series(1, 3) g$$), 'rows that are there twice more');
select * from finish();
rollback;

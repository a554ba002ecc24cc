-- An export holds what concerns its kind, page by page, and everybody who has it can see whether a row was changed, left out, put in or moved.
\ir ../registry/setup.inc
select plan(45);
create table old."Weird ""Name" (id bigint primary key, mail text);
create table new."Weird ""Name" (id bigint primary key, mail text);
create table old.card (id bigint primary key, number text);
create table new.card (id bigint primary key, number text);
create table old.colour (id bigint primary key);
create table new.colour (id bigint primary key);
insert into old.card values (1, '4111111111111111');
set constraints all immediate;
select pg_temp.register('Weird "Name', '{"data_class": "personal", "group": "people"}') ->> 'ok' as a, pg_temp.register('card',
  '{"data_class": "payment", "group": "money"}') ->> 'ok' as b,
  pg_temp.register('colour', '{"group": "paint"}') ->> 'ok' as c \gset
select cutover.attest('money', 'backup_verified', '=cmd|''/c calc''!A1') ->> 'ok' as a, cutover.set_policy('people', 'backlog', 'stop_capture', 'two
"lines"') ->> 'ok' as b,
  cutover.set_threshold('colour', 'backlog_age_alarm', 60, 'red') ->> 'ok' as c, cutover.execute_cutover('money') ->> 'ok' as d \gset
select cutover.set_setting('data_controller', '"Shop Ltd, dpo@example.com"') ->> 'ok' as ok \gset
create function pg_temp.page(p_kind text, p_more jsonb default '{}') returns jsonb language sql as $$
  select cutover.command('export_audit', jsonb_build_object('kind', p_kind, 'from', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'to', to_char((now() + interval '1 hour') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) || p_more)
$$;
create function pg_temp.targets(p_export jsonb) returns text language sql as $$
  select string_agg(distinct e ->> 'target', ', ' order by e ->> 'target') from jsonb_array_elements(p_export #> '{result,events}') e
  where e ->> 'action' not like 'setting.%'
$$;
create function pg_temp.verdict(p_export jsonb, p_anchors jsonb default null) returns text language sql as $$
  select case when ok then 'ok ' || rows else concat(first_broken_seq, ': ', problem) end from cutover.verify_export(p_export, p_anchors)
$$;
select pg_temp.page('soc2') as soc2, pg_temp.page('gdpr') as gdpr, pg_temp.page('pci') as pci \gset
select matches(pg_temp.targets(:'soc2'), 'card.*colour.*money.*people.*registry_test', 'soc2: every change');
select matches(pg_temp.targets(:'gdpr'), 'Weird "Name.*card.*money.*people', 'gdpr: tables of personal and payment data');
select doesnt_match(pg_temp.targets(:'gdpr'), 'colour|paint|registry_test', 'no others');
select matches(pg_temp.targets(:'pci'), 'card.*money', 'pci: tables of payment data');
select doesnt_match(pg_temp.targets(:'pci'), 'Weird|people|colour', 'no others');
select is((select count(*) from jsonb_array_elements(:'pci'::jsonb #> '{result,events}') e where e ->> 'action' = 'setting.set'), 1::bigint, 'and who may do what, and how it is set up');
select is((select array_agg(t ->> 'table' order by t ->> 'table' collate "C") from jsonb_array_elements(:'gdpr'::jsonb #> '{result,record,tables}') t),
  array['Weird "Name', 'card'], 'the record of processing');
select is(:'gdpr'::jsonb #>> '{result,record,controller}', 'Shop Ltd, dpo@example.com', 'who is responsible');
select is((select t -> 'columns' from jsonb_array_elements(:'pci'::jsonb #> '{result,record,tables}') t), '["id", "number"]', 'names of columns');
select doesnt_match(:'soc2' || :'gdpr' || :'pci', '4111111111111111', 'no values');
select is(:'soc2'::jsonb #> '{result,record}', null, 'soc2 needs none');
select matches((select e ->> 'approvals' from jsonb_array_elements(:'soc2'::jsonb #> '{result,events}') e where e ->> 'action' = 'execute'), 'backup_verified.*calc', 'who vouched for what before');
set constraints all immediate;
select is((select count(*) from cutover.cutover_audit_log where action = 'audit.export' and recorded_at >= now()), 3::bigint, 'every export is audited');
-- What holds is verified, also as the whole answer and as read and written by others.
select pg_temp.verdict(:'soc2') as whole \gset
select matches(:'whole'::text, '^ok \d+$', 'soc2');
select is(pg_temp.verdict(:'soc2'::jsonb -> 'result'), :'whole', 'with or without the answer around it');
select matches(pg_temp.verdict(:'gdpr') || pg_temp.verdict(:'pci'), '^ok \d+ok \d+$', 'gdpr, pci');
set local timezone = 'Asia/Kathmandu';
set local datestyle = 'German';
select is(pg_temp.verdict(:'soc2'), :'whole', 'in any time zone');
reset timezone;
reset datestyle;
-- As another database sees it, which has no log to compare with.
create function pg_temp.elsewhere(p_export jsonb) returns jsonb language sql as $$
  select jsonb_set(p_export -> 'result', '{origin}', '"00000000-0000-4000-8000-000000000000"') - 'anchors'
$$;
select is(pg_temp.verdict(pg_temp.elsewhere(:'soc2')), :'whole', 'elsewhere');
create function pg_temp.middle(p_export jsonb) returns integer language sql as $$ select jsonb_array_length(p_export #> '{result,events}') / 2 $$;
select (:'soc2'::jsonb #>> array['result', 'events', pg_temp.middle(:'soc2')::text, 'seq']) as seq \gset
select is_empty(format($$select f.name from unnest(array['recorded_at', 'transaction_id', 'actor', 'actor_role', 'actor_label', 'on_behalf_of', 'request_id', 'client_address', 'action', 'outcome', 'target_kind',
  'target', 'detail', 'duration_ms']) f (name)
  where pg_temp.verdict(pg_temp.elsewhere(jsonb_set(%1$L::jsonb, array['result', 'events', %2$L, f.name],
  (case f.name when 'recorded_at' then '"2026-01-01T00:00:00Z"' when 'detail' then '"{}"'
    when 'transaction_id' then '"1"' when 'duration_ms' then '"0.001"' else '"x"' end)::jsonb))) <> %3$L$$, :'soc2', pg_temp.middle(:'soc2'), :'seq' || ': Row ' || :'seq' || ' was changed: its content does not give its hash.'),
  'each field that is changed is found');
select is(pg_temp.verdict(pg_temp.elsewhere(:'soc2'::jsonb #- array['result', 'events', pg_temp.middle(:'soc2')::text])), (:seq + 1) || ': Row ' || :seq || ' is missing, or given twice.', 'a row that is left out');
select is(pg_temp.verdict(pg_temp.elsewhere(jsonb_insert(:'soc2', array['result', 'events', '0'], :'soc2'::jsonb #> array['result', 'events',
  pg_temp.middle(:'soc2')::text]))),
  :seq || ': Row ' || (:seq + 1) || ' is missing, or given twice.', 'one that is given twice');
select is(pg_temp.verdict(pg_temp.elsewhere(:'soc2'::jsonb #- '{result,events,0}')),
  ((:'soc2'::jsonb #>> '{result,first_seq}')::bigint + 1) || ': Row ' || (:'soc2'::jsonb #>> '{result,first_seq}') || ' is missing, or given twice.', 'the first');
select matches(pg_temp.verdict(pg_temp.elsewhere(:'soc2'::jsonb #- '{result,events,-1}')), 'The last rows are missing', 'the last');
select matches(pg_temp.verdict(pg_temp.elsewhere(jsonb_set(:'soc2', array['result', 'events', pg_temp.middle(:'soc2')::text, 'detail'], '"no json"'))), 'cannot be read', 'one that cannot be read');
select matches(pg_temp.verdict(pg_temp.elsewhere(jsonb_set(:'soc2', '{result,previous_hash}', to_jsonb(repeat('0', 64))))), 'does not follow', 'one that follows something else');
-- A row that was changed and hashed anew: the next one does not follow, and nobody can hash the whole log anew without the anchors showing it.
create function pg_temp.forged(p_export jsonb, p_at integer) returns jsonb language plpgsql as $$
declare
  v_export jsonb := jsonb_set(p_export, array['result', 'events', p_at::text, 'actor'], '"mallory"');
  v_row cutover.cutover_audit_log := cutover_private.exported_row(v_export #> array['result', 'events', p_at::text]);
begin
  return jsonb_set(v_export, array['result', 'events', p_at::text, 'hash'], to_jsonb((select h.hash from cutover_private.audit_hashes(array[v_row]) h)));
end $$;
select matches(pg_temp.verdict(pg_temp.elsewhere(pg_temp.forged(:'soc2', pg_temp.middle(:'soc2')))), 'Row ' || (:seq + 1) || ' does not follow', 'hashed anew');
select jsonb_array_length(:'soc2'::jsonb #> '{result,events}') - 1 as last, :'soc2'::jsonb #>> '{result,last_seq}' as last_seq \gset
select matches(pg_temp.verdict(pg_temp.elsewhere(pg_temp.forged(:'soc2', :last))), '^ok', 'the last one alone cannot be told by itself');
select is(pg_temp.verdict(pg_temp.elsewhere(pg_temp.forged(:'soc2', :last)), jsonb_build_array(jsonb_build_object('origin',
  '00000000-0000-4000-8000-000000000000', 'seq', :last_seq,
  'hash', :'soc2'::jsonb #>> array['result', 'events', :'last', 'hash']))), :'last_seq' || ': Row ' || :'last_seq' || ' is not the one that an anchor names.', 'an anchor that somebody kept shows it');
select is(pg_temp.verdict(:'soc2', jsonb_build_array(jsonb_build_object('origin', gen_random_uuid(), 'seq', :last_seq, 'hash',
  :'soc2'::jsonb #>> array['result', 'events', :'last', 'hash']))),
  :'last_seq' || ': Row ' || :'last_seq' || ' is not the one that an anchor names.', 'an anchor of another installation fits nothing');
select is(pg_temp.verdict(pg_temp.forged(:'soc2', :last)), :'last_seq' || ': Row ' || :'last_seq' || ' is not the one in the audit log of this database.', 'and so does the database that it comes from');
select k.ordinality - 1 as link, e ->> 'seq' as after_link
from jsonb_array_elements(:'gdpr'::jsonb #> '{result,links}') with ordinality k
join jsonb_array_elements(:'gdpr'::jsonb #> '{result,events}') e on (e ->> 'seq')::bigint = (k.value ->> 'seq')::bigint + 1 order by 1 limit 1 \gset
select is(pg_temp.verdict(pg_temp.elsewhere(jsonb_set(:'gdpr', array['result', 'links', :'link', 'hash'], to_jsonb(repeat('0', 64))))),
  :'after_link' || ': Row ' || :'after_link' || ' does not follow the row before it.', 'what is left out is part of the chain');
-- Pages.
create temporary table pages (number integer, page jsonb);
do $$
declare
  v_after jsonb := '{}';
begin
  for i in 1 .. 50 loop
    insert into pages select i, pg_temp.page('soc2', '{"limit": 3}' || v_after);
    select jsonb_build_object('after', (page #>> '{result,next}')::bigint) into v_after from pages where number = i;
    exit when v_after -> 'after' = 'null';
  end loop;
end $$;
select is((select bool_and(jsonb_array_length(page #> '{result,events}') <= 3) from pages), true, 'so many rows of the log a page');
select is((select count(*) from (select e ->> 'seq' as seq from pages, jsonb_array_elements(page #> '{result,events}') e union all select e ->> 'seq'
  from jsonb_array_elements(:'soc2'::jsonb #> '{result,events}') e) s
  where s.seq::bigint <= :last_seq group by s.seq having count(*) <> 2 limit 1), null, 'each row is on one page');
select is_empty('select number from pages where pg_temp.verdict(page) !~ ''^ok''', 'each page can be verified');
-- CSV.
select pg_temp.page('soc2', '{"format": "csv"}') #>> '{result,csv}' as csv \gset
select matches(:'csv'::text, E'^seq,recorded_at,actor,.*,hash\r\n"\\d+",', 'a header and rows');
select matches(:'csv'::text, '""evidence"": ""=cmd', 'quotes are doubled');
select is(cutover_private.csv_cell('a "b", c'), '"a ""b"", c"', 'as in RFC 4180');
select is_empty($$select v from unnest(array['=1+1', '+1', '-1', '@sum(1)', ' =1', E'\t=1', E'\r=1', E'\n1', E'\u00a0=1', E'\ufeff=1', E'\uff1d1', E'\uff0b1', E'\uff0d1', E'\uff201']) v where cutover_private.csv_cell(v) !~ '^"''' $$, 'nothing is calculated');
select is(cutover_private.csv_cell(null) || cutover_private.csv_cell('a=b') || cutover_private.csv_cell('2026-01-01'), '"""a=b""2026-01-01"', 'what is none is left as it is');
-- Refused.
select is(array[pg_temp.page('hipaa') #>> '{error,code}', pg_temp.page('soc2', '{"format": "xml"}') #>> '{error,code}', pg_temp.page('soc2',
  '{"from": "2030-01-01T00:00:00Z"}') #>> '{error,code}',
  pg_temp.page('soc2', '{"from": "2020-01-01T00:00:00Z"}') #>> '{error,code}', pg_temp.page('soc2', '{"limit": 5001}') #>> '{error,code}'],
  array_fill('CT001'::text, array[5]), 'no kind, no format, no period, too long, too much');
select is(pg_temp.verdict(pg_temp.page('soc2', '{"from": "2026-01-01T00:00:00Z", "to": "2026-01-01T00:00:01Z"}')), 'ok 0', 'an empty period');
select throws_ok($$select * from cutover.verify_export('{}')$$, 'CT001', null, 'no export');
-- Who may.
insert into cutover.operators (subject, role, granted_by) values ('vera', 'viewer', 'test');
set local role authenticated;
set local request.jwt.claims = '{"sub": "vera", "role": "authenticated"}';
select is(cutover.export_audit('gdpr', now(), now() + interval '1 hour') ->> 'ok', 'true', 'a viewer exports');
set local request.jwt.claims = '{"sub": "stranger", "role": "authenticated"}';
select is(cutover.export_audit('gdpr', now(), now() + interval '1 hour') #>> '{error,code}', 'CT102', 'a stranger does not');
select throws_ok($$select * from cutover.verify_export('{"events": [], "links": []}')$$, 'CT102', null, 'nor verifies');
select * from finish();
rollback;

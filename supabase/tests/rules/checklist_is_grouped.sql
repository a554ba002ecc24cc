-- Prepare gives a checklist to work through: by category, with what is open, where, and what to do about it.
\ir setup.inc
select plan(6);
alter table new.item drop constraint item_owner_id_fkey;
select cutover.prepare_cutover('shop') #> '{result,checklist}' as list \gset
select is((select jsonb_agg(c -> 'category') from jsonb_array_elements(:'list') c),
  '["data_consistency", "referential_integrity", "security", "performance", "operational", "preparedness"]', 'six categories, in their order');
select is((select sum((c ->> 'passed')::integer + jsonb_array_length(c -> 'open')) from jsonb_array_elements(:'list') c), :asked::bigint, 'every rule once');
select jsonb_path_query_first(:'list', '$[*].open[*] ? (@.rule == "foreign_keys_as_legacy")') as item \gset
select is(:'item'::jsonb - 'remedy' - 'title', '{"rule": "foreign_keys_as_legacy", "severity": "blocking", "may_be_skipped": "waived",
  "tables": [{"table": "item", "verdict": "failed", "value": 1, "findings": ["item_owner_id_fkey: FOREIGN KEY (owner_id) REFERENCES old.owner(id)"]}]}', 'what is open names table and finding');
select matches(:'item'::jsonb ->> 'remedy', '^Add the foreign key', 'and the remedy');
select is((select count(*) from jsonb_path_query(:'list', '$[*].open[*] ? (@.tables[*].verdict == "warning")')), 5::bigint, 'what is only a warning is shown as well');
alter table new.item add foreign key (owner_id) references new.owner;
select is(jsonb_path_query_first(cutover.prepare_cutover('shop'), '$.result.checklist[*].open[*] ? (@.rule == "foreign_keys_as_legacy")'), null, 'what is mended is off the list');
select * from finish();
rollback;

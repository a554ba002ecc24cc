create table cutover_private.pipeline_health (
  group_id bigint primary key references cutover.table_groups (id) on delete cascade,
  last_success_at timestamptz,
  last_error text,
  last_error_at timestamptz
);

comment on table cutover_private.pipeline_health is 'When the pipeline last worked for a group, and what went wrong last.';
alter table cutover_private.pipeline_health enable row level security;

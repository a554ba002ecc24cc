create table cutover.freeze_windows (
  id uuid primary key default gen_random_uuid(),
  -- References cutover.table_groups; the registry, which comes later, adds the constraint.
  group_id bigint not null,
  status text not null default 'scheduled' check (status in ('scheduled', 'active', 'completed', 'cancelled')),
  kind text not null default 'planned' check (kind in ('planned', 'emergency')),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  activated_at timestamptz,
  ended_at timestamptz,
  reason text check (length(reason) <= 1000),
  created_by text not null,
  created_at timestamptz not null default clock_timestamp(),
  ended_by text,
  constraint length_allowed check (
    ends_at > starts_at and ends_at - starts_at <= interval '8 hours'
    and (kind = 'emergency' or ends_at - starts_at >= interval '15 minutes')
  ),
  constraint times_fit_status check (
    case status
      when 'scheduled' then activated_at is null and ended_at is null
      when 'active' then activated_at is not null and ended_at is null
      else ended_at is not null
    end
  ),
  -- A range of one number compares like the number, and needs no extension.
  constraint windows_do_not_overlap exclude using gist (
    int8range(group_id, group_id, '[]') with &&,
    tstzrange(starts_at, ends_at) with &&
  ) where (status in ('scheduled', 'active'))
);

comment on table cutover.freeze_windows is
  'Periods in which a table group may be flipped. Scheduled, then active, then completed; or cancelled. The write block itself belongs to the run.';
comment on column cutover.freeze_windows.kind is 'planned (15 minutes to 8 hours), or emergency: starts at once.';
comment on column cutover.freeze_windows.ends_at is 'From here on the window no longer counts, whether or not anything has noticed yet.';
comment on column cutover.freeze_windows.activated_at is 'When it became active; null for one that passed without anything noticing.';

create index freeze_windows_by_group on cutover.freeze_windows (group_id, starts_at desc);
create index freeze_windows_open on cutover.freeze_windows (starts_at) where status in ('scheduled', 'active');

alter table cutover.freeze_windows enable row level security;
create policy operators_read on cutover.freeze_windows for select to authenticated using ((select cutover_private.is_operator('viewer')));
grant select on cutover.freeze_windows to authenticated;

create or replace function cutover_private.audit_findings(p_whole boolean)
returns setof text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  v_problem text;
begin
  if p_whole then
    select v.problem into v_problem from cutover_private.verify_audit_log_as_owner() v;
  else
    -- What can be seen at a glance: the guards, the head, and the last links.
    v_problem := 'Triggers that protect the audit log are gone or not enabled always: ' || cutover_private.audit_guards_missing();
    if v_problem is null then
      with recent as materialized (
        select l from cutover.cutover_audit_log l order by l.seq desc limit 50
      ), links as (
        select (r.l).seq, (r.l).hash, (r.l).previous_hash, h.hash as right_hash,
          lag((r.l).hash) over (order by (r.l).seq) as before, lag((r.l).seq) over (order by (r.l).seq) as seq_before
        from recent r
        join cutover_private.audit_hashes(array(select q.l from recent q)) h on h.seq = (r.l).seq
      )
      select case
        when h.seq is null then 'The head of the chain is gone.'
        when h.seq is distinct from coalesce((select max(k.seq) from links k), 0) then 'The head of the chain is not at its last row.'
        when h.seq > 0 and h.hash is distinct from (select k.hash from links k where k.seq = h.seq) then 'The head of the chain does not name its last row.'
        else (select format('Row %s does not fit into the chain.', min(k.seq)) from links k
          where k.hash <> k.right_hash or k.before <> k.previous_hash or k.seq <> k.seq_before + 1 having count(*) > 0) end
      into v_problem
      from (select) as one left join cutover_private.audit_head h on true;
    end if;
  end if;
  if v_problem is not null then
    return next v_problem;
  end if;
end
$$;

revoke all on function cutover_private.audit_findings(boolean) from public;
comment on function cutover_private.audit_findings(boolean) is 'What is wrong with the audit log: the whole chain and all anchors, or, at a glance, its guards, its head and its last 50 rows.';

-- What somebody wanted to do and was not allowed to, or failed at.
select recorded_at, summary, error_code, person, actor_role, client_address from cutover.audit_trail where outcome in ('refused', 'failed') order by seq;

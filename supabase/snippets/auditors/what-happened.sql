-- The last seven days in plain language.
select seq, recorded_at, summary, person, actor_role, on_behalf_of, client_address, request_id
from cutover.audit_trail where recorded_at > now() - interval '7 days' order by seq;

-- Operators and their roles, those of the past too.
select subject, display_name, role, granted_by, granted_at, expires_at, revoked_by, revoked_at,
  revoked_at is null and (expires_at is null or expires_at > now()) as in_force
from cutover.operators order by in_force desc, role, subject;

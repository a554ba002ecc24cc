-- Two schemas: `cutover` is what people and the Data API see, `cutover_private` holds what does the work.
-- No default privileges are changed: revoking EXECUTE from PUBLIC works only for the whole database role, and would
-- then also hit the functions and extensions of the application that lives in the same project. Each function of ours
-- revokes for itself instead, and a test looks for the one that forgot.
create schema cutover;
comment on schema cutover is 'Cutover: tables, views and functions for operators. Everything that changes something goes through cutover.command().';

create schema cutover_private;
comment on schema cutover_private is 'Cutover: functions that run with the owner''s rights, and internal tables. Not for the Data API.';

grant usage on schema cutover to authenticated, service_role;
-- Policies and the thin functions of `cutover` call a few functions in here; each of those is granted by name.
grant usage on schema cutover_private to authenticated, service_role;

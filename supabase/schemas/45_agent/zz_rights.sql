-- Whoever installed the agent calls it; the DBA may grant usage and execute to the role that Supabase connects as.
revoke all on all functions in schema cutover_agent from public;

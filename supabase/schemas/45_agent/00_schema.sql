-- The agent: every primitive of the data plane. The same files are installed on each side that is a PostgreSQL, so
-- nothing in here may refer to the schemas cutover or cutover_private.

create schema if not exists cutover_agent;

revoke all on schema cutover_agent from public;

comment on schema cutover_agent is 'The data plane of Cutover, the same on both sides: capture, read, apply, checksum, block and release writes, sequences.';

/**
 * The error registry: every error that leaves the product has one of these codes. The code is the SQLSTATE in the
 * database and the `code` of the JSON error over HTTP. `npm run build` compiles the list to `cutover.error_codes`.
 *
 * Codes stay what they are for ever: callers branch on them. Add new ones, never reuse a number.
 * Ranges: CT0xx input, CT1xx access, CT2xx state, flag and window, CT3xx idempotency, CT4xx registration,
 * CT5xx legacy side, CT6xx run, CT7xx guard and agent, CT8xx audit, CT9xx internal.
 */
export interface ErrorEntry {
  readonly code: `CT${number}`;
  readonly name: string;
  readonly httpStatus: number;
  /** What happened, in a few words. */
  readonly title: string;
  /** What the reader can do about it: the hint, unless the place that raises knows a better one. */
  readonly remedy: string;
}

export const errors = [
  {
    code: 'CT001',
    name: 'invalid_argument',
    httpStatus: 400,
    title: 'An argument is missing, of the wrong type or out of range',
    remedy: 'Correct the argument that the message names.',
  },
  {
    code: 'CT002',
    name: 'table_not_registered',
    httpStatus: 404,
    title: 'The table is not registered',
    remedy: 'Register it with cutover.register_table(...), or look up its name in cutover.cutover_tables.',
  },
  {
    code: 'CT003',
    name: 'relation_not_found',
    httpStatus: 404,
    title: 'The relation does not exist',
    remedy: 'Check schema and name on the side that the message names.',
  },
  {
    code: 'CT004',
    name: 'group_not_found',
    httpStatus: 404,
    title: 'The table group does not exist',
    remedy: 'Look up its name in cutover.table_groups.',
  },
  {
    code: 'CT005',
    name: 'source_not_found',
    httpStatus: 404,
    title: 'The legacy source does not exist',
    remedy: 'Look up its name in cutover.legacy_sources, or register it.',
  },
  {
    code: 'CT006',
    name: 'run_not_found',
    httpStatus: 404,
    title: 'The run does not exist',
    remedy: 'Look up its id in cutover.cutover_runs.',
  },
  {
    code: 'CT007',
    name: 'window_not_found',
    httpStatus: 404,
    title: 'The freeze window does not exist',
    remedy: 'Look up its id in cutover.freeze_windows.',
  },
  {
    code: 'CT008',
    name: 'unknown_operation',
    httpStatus: 404,
    title: 'There is no such operation',
    remedy: 'Check the spelling of the operation.',
  },
  {
    code: 'CT009',
    name: 'malformed_json',
    httpStatus: 400,
    title: 'The body is not valid JSON',
    remedy: 'Send one JSON object.',
  },
  {
    code: 'CT010',
    name: 'body_too_large',
    httpStatus: 413,
    title: 'The body is too large',
    remedy: 'Send a smaller body.',
  },
  {
    code: 'CT011',
    name: 'method_not_allowed',
    httpStatus: 405,
    title: 'The method is not allowed here',
    remedy: 'Use the method that the header Allow names.',
  },
  {
    code: 'CT012',
    name: 'not_found',
    httpStatus: 404,
    title: 'There is nothing of that name',
    remedy: 'Check the name.',
  },
  {
    code: 'CT101',
    name: 'not_signed_in',
    httpStatus: 401,
    title: 'Nobody is signed in',
    remedy: 'Sign in, or send a secret key.',
  },
  {
    code: 'CT102',
    name: 'not_an_operator',
    httpStatus: 403,
    title: 'The caller is not an operator',
    remedy: 'An admin can make the caller one: cutover.grant_operator(subject, role).',
  },
  {
    code: 'CT103',
    name: 'role_too_low',
    httpStatus: 403,
    title: "The caller's role does not allow this",
    remedy: 'Ask somebody with the role that the message names.',
  },
  {
    code: 'CT104',
    name: 'second_operator_needed',
    httpStatus: 403,
    title: 'A second operator has to do this',
    remedy: 'Somebody other than the one who asked for it has to confirm.',
  },
  {
    code: 'CT105',
    name: 'last_admin',
    httpStatus: 409,
    title: 'The last admin cannot be removed',
    remedy: 'Make somebody else an admin first.',
  },
  {
    code: 'CT106',
    name: 'invalid_token',
    httpStatus: 401,
    title: 'The token or key is not valid',
    remedy: 'Sign in again and send the new token, or send a secret key of this project.',
  },
  {
    code: 'CT201',
    name: 'wrong_state',
    httpStatus: 409,
    title: 'The current state does not allow this',
    remedy: 'Look at the current state, then choose an operation that it allows.',
  },
  {
    code: 'CT202',
    name: 'flag_off',
    httpStatus: 409,
    title: 'The feature flag is off for this environment',
    remedy: "Turn it on with cutover.set_feature_flag('data_migration_final', true).",
  },
  {
    code: 'CT203',
    name: 'no_freeze_window',
    httpStatus: 409,
    title: 'No freeze window is active for the group',
    remedy: 'Schedule one with cutover.schedule_freeze_window(...) or activate the one that is scheduled.',
  },
  {
    code: 'CT204',
    name: 'freeze_window_expired',
    httpStatus: 409,
    title: 'The freeze window is over',
    remedy: 'Schedule another one.',
  },
  {
    code: 'CT205',
    name: 'run_in_progress',
    httpStatus: 409,
    title: 'Another run of the group is in progress',
    remedy: 'Wait until it is finished; cutover.cutover_runs shows where it stands.',
  },
  {
    code: 'CT206',
    name: 'gates_failed',
    httpStatus: 409,
    title: 'At least one gate is not met',
    remedy: 'The detail names each gate and its remedy.',
  },
  {
    code: 'CT207',
    name: 'window_overlap',
    httpStatus: 409,
    title: 'The freeze window overlaps another one of the group',
    remedy: 'Choose another time, or cancel the other window.',
  },
  {
    code: 'CT208',
    name: 'window_invalid',
    httpStatus: 400,
    title: 'The times of the freeze window are not allowed',
    remedy: 'A planned window lasts 15 minutes to 8 hours and starts in the future.',
  },
  {
    code: 'CT209',
    name: 'evidence_stale',
    httpStatus: 409,
    title: 'The evidence is too old',
    remedy: 'Measure again with the operation prepare.',
  },
  {
    code: 'CT210',
    name: 'not_ready',
    httpStatus: 409,
    title: 'The table or group is not ready',
    remedy: 'Run the operation prepare and follow its findings.',
  },
  {
    code: 'CT211',
    name: 'table_finalized',
    httpStatus: 409,
    title: 'The table is finalized: there is no way back any more',
    remedy: 'The reverse capture was removed when it was finalized.',
  },
  {
    code: 'CT212',
    name: 'busy',
    httpStatus: 409,
    title: 'Somebody else is working on this right now',
    remedy: 'Try again in a moment.',
  },
  {
    code: 'CT213',
    name: 'wrong_isolation_level',
    httpStatus: 409,
    title: 'The transaction does not see what others commit meanwhile',
    remedy:
      "Use READ COMMITTED: set default_transaction_isolation = 'read committed'; and call again in a new transaction.",
  },
  {
    code: 'CT301',
    name: 'idempotency_key_reused',
    httpStatus: 422,
    title: 'The idempotency key was used with another request',
    remedy: 'Use a new key for a new request.',
  },
  {
    code: 'CT302',
    name: 'idempotency_key_invalid',
    httpStatus: 400,
    title: 'The idempotency key is not valid',
    remedy: 'Use 1 to 200 printable ASCII characters.',
  },
  {
    code: 'CT401',
    name: 'no_key',
    httpStatus: 422,
    title: 'The table has no usable key',
    remedy: 'Give it a primary key; the detail shows the statement.',
  },
  {
    code: 'CT402',
    name: 'incompatible_columns',
    httpStatus: 422,
    title: 'The columns of the two sides do not fit',
    remedy: 'The detail names each column and what differs.',
  },
  {
    code: 'CT403',
    name: 'foreign_key_outside_group',
    httpStatus: 422,
    title: 'A foreign key ties the table to one outside the group',
    remedy: 'Register the tables that the detail names in the same group.',
  },
  {
    code: 'CT404',
    name: 'missing_rights',
    httpStatus: 422,
    title: 'Rights are missing',
    remedy: 'The detail shows the statements that grant them.',
  },
  {
    code: 'CT405',
    name: 'unsupported_relation',
    httpStatus: 422,
    title: 'This kind of relation is not supported',
    remedy: 'Register an ordinary or a partitioned table.',
  },
  {
    code: 'CT406',
    name: 'already_registered',
    httpStatus: 409,
    title: 'It is already registered',
    remedy: 'Use the registered one, or choose another name.',
  },
  {
    code: 'CT407',
    name: 'routed_view_conflict',
    httpStatus: 409,
    title: 'Something else has the name of the routed view',
    remedy: 'Choose another name for the routed view, or rename what is there.',
  },
  {
    code: 'CT408',
    name: 'in_use',
    httpStatus: 409,
    title: 'Something still depends on it',
    remedy: 'Remove what the detail names first.',
  },
  {
    code: 'CT501',
    name: 'legacy_unreachable',
    httpStatus: 503,
    title: 'The legacy server cannot be reached',
    remedy: 'Check that it runs and that its network and credentials are right, then try again.',
  },
  {
    code: 'CT502',
    name: 'agent_missing',
    httpStatus: 503,
    title: 'The agent is not installed on the legacy server',
    remedy: 'Install it with cutover.install_agent(source).',
  },
  {
    code: 'CT503',
    name: 'agent_version',
    httpStatus: 503,
    title: 'The agent on the legacy server has another version',
    remedy: 'Install the current one with cutover.install_agent(source).',
  },
  {
    code: 'CT504',
    name: 'legacy_error',
    httpStatus: 502,
    title: 'The legacy server reported an error',
    remedy: "The message carries the legacy server's own words.",
  },
  {
    code: 'CT601',
    name: 'barrier_not_obtained',
    httpStatus: 503,
    title: 'The barrier could not be obtained in time',
    remedy: 'Sessions that stand in the way are in the detail; try again when they are done.',
  },
  {
    code: 'CT602',
    name: 'block_lost',
    httpStatus: 409,
    title: "The write block is no longer this run's own",
    remedy: 'Nothing was switched; start a new run.',
  },
  {
    code: 'CT603',
    name: 'drain_incomplete',
    httpStatus: 503,
    title: 'Not everything could be applied in the time allowed',
    remedy: 'Nothing was switched; wait until the backlog is smaller, then try again.',
  },
  {
    code: 'CT604',
    name: 'verification_failed',
    httpStatus: 409,
    title: 'The two sides differ',
    remedy: 'Reconcile and repair the keys that the detail names, then try again.',
  },
  {
    code: 'CT605',
    name: 'run_released',
    httpStatus: 409,
    title: 'The run was released: nothing was switched',
    remedy: 'Start a new run.',
  },
  {
    code: 'CT606',
    name: 'way_back_unsafe',
    httpStatus: 409,
    title: 'The way back is not safe',
    remedy: 'The detail says what would be lost.',
  },
  {
    code: 'CT607',
    name: 'deadline_passed',
    httpStatus: 503,
    title: 'The time allowed is over',
    remedy: 'Nothing was switched; try again.',
  },
  {
    code: 'CT608',
    name: 'replay_conflict',
    httpStatus: 409,
    title: 'The key was written on both sides',
    remedy: 'Compare both rows in cutover.replay_conflicts and decide which one stands.',
  },
  {
    code: 'CT701',
    name: 'writes_blocked',
    httpStatus: 503,
    title: 'Writes to this side are blocked',
    remedy: 'The table has moved or is about to move: write through the routed view, or try again in a moment.',
  },
  {
    code: 'CT702',
    name: 'endpoint_unknown',
    httpStatus: 500,
    title: 'The agent does not know the endpoint',
    remedy: 'Install the agent again and prepare the group.',
  },
  {
    code: 'CT703',
    name: 'guard_owner_missing',
    httpStatus: 500,
    title: 'The owner of the guard is missing',
    remedy: 'Install the agent again as the owner of the tables.',
  },
  {
    code: 'CT704',
    name: 'late_call',
    httpStatus: 409,
    title: 'A later call has written these tables already',
    remedy: 'Nothing is to be done: what this call carried was carried again.',
  },
  {
    code: 'CT801',
    name: 'audit_append_only',
    httpStatus: 403,
    title: 'The audit log can only be appended to',
    remedy: 'Leave it as it is; corrections are new rows.',
  },
  {
    code: 'CT802',
    name: 'audit_broken',
    httpStatus: 500,
    title: 'The audit log does not verify',
    remedy: 'cutover.verify_audit_log() says where; keep the database as it is and investigate.',
  },
  {
    code: 'CT901',
    name: 'internal_error',
    httpStatus: 500,
    title: 'Something went wrong inside',
    remedy: 'Report it with the request id.',
  },
  {
    code: 'CT902',
    name: 'database_unavailable',
    httpStatus: 503,
    title: 'The database does not answer',
    remedy: 'Try again in a moment, with the same idempotency key; a run that has begun goes on by itself.',
  },
] as const satisfies readonly ErrorEntry[];

export type ErrorCode = (typeof errors)[number]['code'];
export type ErrorName = (typeof errors)[number]['name'];

const byCode: ReadonlyMap<string, ErrorEntry> = new Map(errors.map((entry) => [entry.code, entry]));

/** The entry of a code, or undefined when the registry does not have it. */
export function findError(code: string): ErrorEntry | undefined {
  return byCode.get(code);
}

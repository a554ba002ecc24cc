// The alert catalogue: everything that Cutover tells people of by itself. Compiled to cutover.alert_kinds.
//
// How much drift calls whom is decided here, once; the rules that measure it follow it:
//   from 0.05 %   warning    the limit below which a group may be switched
//   above 0.1 %   critical   somebody is called
//   above 0.5 %   critical   and the group is taken back: a second alert, automatic_rollback, says so
import { z } from 'zod';

export const alertLevel = z.enum(['info', 'success', 'warning', 'critical']);
export type AlertLevel = z.infer<typeof alertLevel>;

export const alertKindSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9_]{2,62}$/),
    /** The level that it has where whoever raises it names none. */
    level: alertLevel,
    title: z.string().min(5).max(120),
    /** Why it matters: the harm that follows if nobody looks. */
    why: z.string().min(20).max(500),
    remedy: z.string().min(20).max(500),
    /** event: it happened, and is over at once. gone: open until the condition is gone. acknowledged: until somebody has seen it. */
    ends: z.enum(['event', 'gone', 'acknowledged']),
    /** How long the condition has to be gone before the alert is resolved: one that comes and goes is one alert. */
    quiet_seconds: z.int().min(0).max(86_400),
    /** Whether cutover_private.watch_conditions() looks for it. Others are raised by whoever finds them. */
    watched: z.boolean(),
  })
  .refine((kind) => kind.ends === 'gone' || (kind.quiet_seconds === 0 && !kind.watched), {
    error: 'only a condition can be watched, or be gone',
  })
  .refine((kind) => kind.ends === 'event' || kind.level === 'warning' || kind.level === 'critical', {
    error: 'what stays open is a warning at least',
  });

export type AlertKind = z.infer<typeof alertKindSchema>;

export const alertCatalogue = z
  .array(alertKindSchema)
  .refine((kinds) => new Set(kinds.map((kind) => kind.id)).size === kinds.length, 'ids of alert kinds must be unique');

const MINUTE = 60;

export const alertKinds: readonly AlertKind[] = alertCatalogue.parse([
  {
    id: 'group_prepared',
    level: 'info',
    title: 'A group is ready for its cutover',
    why: 'From now on the switch can be scheduled; the evidence grows old if nobody does.',
    remedy: 'Nothing is to be done. cutover.status() shows the gates and how old their evidence is.',
    ends: 'event',
    quiet_seconds: 0,
    watched: false,
  },
  {
    id: 'window_opened',
    level: 'info',
    title: 'A freeze window has begun',
    why: 'Until it ends the group may be switched, and writes are refused or queued where a table says so.',
    remedy: 'Nothing is to be done. cutover.complete_freeze_window() ends it early.',
    ends: 'event',
    quiet_seconds: 0,
    watched: false,
  },
  {
    id: 'group_switched',
    level: 'info',
    title: 'A group has been switched to Supabase',
    why: 'All reads and writes of the group go to Supabase; legacy is kept level for the way back.',
    remedy: 'Watch the group. cutover.rollback_cutover() takes it back with everything that was written meanwhile.',
    ends: 'event',
    quiet_seconds: 0,
    watched: false,
  },
  {
    id: 'group_rolled_back',
    level: 'warning',
    title: 'A group has been taken back to legacy',
    why: 'Legacy is the source of truth again: whoever relied on Supabase has to know.',
    remedy: 'See the reason in cutover.cutover_runs, and what both sides wrote in cutover.replay_conflicts.',
    ends: 'event',
    quiet_seconds: 0,
    watched: false,
  },
  {
    id: 'run_released',
    level: 'warning',
    title: 'A run has ended without a switch',
    why: 'Nothing was switched and nothing is lost, but whoever waited for the switch waits in vain.',
    remedy: 'The run names the error and its remedy: cutover.status(), or cutover.cutover_runs. Then execute again.',
    ends: 'event',
    quiet_seconds: 0,
    watched: false,
  },
  {
    id: 'cutover_completed',
    level: 'success',
    title: 'A cutover is complete',
    why: 'All criteria of completion hold: the table belongs to Supabase.',
    remedy: 'Nothing is to be done. The way back stays open until the table is finalized.',
    ends: 'event',
    quiet_seconds: 0,
    watched: false,
  },
  {
    id: 'drift',
    level: 'warning',
    title: 'The two sides of a table differ',
    why: 'From 0.05 % on no group is switched; above 0.1 % somebody has to look, above 0.5 % the group is taken back.',
    remedy: 'See the keys in cutover.drifted_rows; cutover.repair() carries them over from the side that is the truth.',
    ends: 'gone',
    quiet_seconds: 5 * MINUTE,
    watched: false,
  },
  {
    id: 'slow_reads',
    level: 'warning',
    title: 'Reads from Supabase are slower than they were from legacy',
    why: 'Users notice it before anybody else does, and a rollback may follow.',
    remedy: 'Compare the plans on both sides; indexes and statistics are missing most often.',
    ends: 'gone',
    quiet_seconds: 5 * MINUTE,
    watched: false,
  },
  {
    id: 'failing_reads',
    level: 'critical',
    title: 'Too many statements fail since the switch',
    why: 'What fails for users is worse than what is slow for them, and a rollback may follow.',
    remedy: 'See the errors of the application and of the database; take the group back if in doubt.',
    ends: 'gone',
    quiet_seconds: 5 * MINUTE,
    watched: false,
  },
  {
    id: 'security_violation',
    level: 'critical',
    title: 'A rule of access was broken',
    why: 'Somebody may have read or written what is not theirs.',
    remedy: 'Look at the detail and at the audit log, close the hole, then acknowledge the alert.',
    ends: 'acknowledged',
    quiet_seconds: 0,
    watched: false,
  },
  {
    id: 'automatic_rollback',
    level: 'critical',
    title: 'A group is taken back without anybody having asked',
    why: 'A trigger of the automatic rollback was met: legacy becomes the source of truth again.',
    remedy: 'See the trigger in the detail and the run in cutover.cutover_runs, then acknowledge the alert.',
    ends: 'acknowledged',
    quiet_seconds: 0,
    watched: false,
  },
  {
    id: 'read_split_halted',
    level: 'critical',
    title: 'A read split has halted by itself',
    why: 'Shadow reads differed too often, so that all reads go to the side that is the truth again.',
    remedy: 'See the recorded mismatches by key, repair them or the mapping, then start the split again.',
    ends: 'acknowledged',
    quiet_seconds: 0,
    watched: false,
  },
  {
    id: 'backlog',
    level: 'warning',
    title: 'Changes of a table wait too long, or too many of them do',
    why: 'As long as changes wait the other side is behind; beyond the limit the policy of the group holds.',
    remedy: 'See cutover.backlogs and cutover.source_health; a legacy server that is away costs backlog.',
    ends: 'gone',
    quiet_seconds: MINUTE,
    watched: true,
  },
  {
    id: 'journal_growth',
    level: 'warning',
    title: 'The journal of a table only grows',
    why: 'What is captured is not applied as fast: sooner or later the journal passes its limit.',
    remedy:
      'See whether cutover_pipeline runs and cutover.apply_failures; a slow legacy server shows in cutover.source_health.',
    ends: 'gone',
    quiet_seconds: 0,
    watched: true,
  },
  {
    id: 'disk',
    level: 'warning',
    title: 'The disk of this project fills up',
    why: 'A database without disk stops to take writes, for everybody.',
    remedy: 'Enlarge the disk and set disk_size_gb to its new size, or remove what is not needed.',
    ends: 'gone',
    quiet_seconds: 5 * MINUTE,
    watched: true,
  },
  {
    id: 'apply_failures',
    level: 'warning',
    title: 'The receiving side refuses rows of a table',
    why: 'A refused row is missing on the other side, and no switch happens while there is one.',
    remedy: 'cutover.apply_failures names key, error and constraint. Correct the row, or the constraint.',
    ends: 'gone',
    quiet_seconds: MINUTE,
    watched: true,
  },
  {
    id: 'run_stuck',
    level: 'warning',
    title: 'A run does not go on',
    why: 'Nobody drives it: the group cannot be switched nor taken back until it has ended.',
    remedy:
      'See whether cutover_monitor runs and the legacy server answers; select cutover.advance_run(run) does a step.',
    ends: 'gone',
    quiet_seconds: 0,
    watched: true,
  },
  {
    id: 'window_overrun',
    level: 'warning',
    title: 'A freeze window is over, but what belongs to it is not',
    why: 'Outside the agreed time a switch meets people and jobs that do not expect it, or writes stay frozen.',
    remedy: 'See whether cutover_monitor runs; abort the run, or schedule another window.',
    ends: 'gone',
    quiet_seconds: 0,
    watched: true,
  },
  {
    id: 'job_silent',
    level: 'critical',
    title: 'A job of pg_cron does not run',
    why: 'Without the jobs nothing is applied, compared, resumed or released.',
    remedy: 'See cron.job and cron.job_run_details; select cutover.schedule_jobs() puts the jobs right.',
    ends: 'gone',
    quiet_seconds: 0,
    watched: true,
  },
  {
    id: 'watch_blind',
    level: 'critical',
    title: 'A group that was switched cannot be watched',
    why: 'What cannot be measured takes no group back: row level security could be off, and nobody would be told.',
    remedy:
      'The detail has the error of each rule; cutover.watch_results as well. Until it is mended, watch the group yourself.',
    ends: 'gone',
    quiet_seconds: 0,
    watched: false,
  },
  {
    id: 'verifier_broken',
    level: 'critical',
    title: 'The verifier does not find what was planted for it',
    why: 'No verdict on equal sides can be believed until it does.',
    remedy: 'See cutover.verifier_status. Do not switch; install the agent anew with cutover.install_agent(source).',
    ends: 'gone',
    quiet_seconds: 0,
    watched: true,
  },
  {
    id: 'source_away',
    level: 'warning',
    title: 'A legacy server does not answer',
    why: 'Changes wait and pile up until it is back, and there is neither a switch nor a way back.',
    remedy: 'Check that it runs, and its network and credentials. cutover.source_health has its last error.',
    ends: 'gone',
    quiet_seconds: MINUTE,
    watched: true,
  },
]);

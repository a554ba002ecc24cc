import { describe, expect, it } from 'vitest';
import { alertCatalogue, alertKindSchema, alertKinds } from '../../packages/shared/src/alerts.ts';
import { alertCatalogue as compile } from '../../scripts/build/alerts.ts';

const backlog = alertKinds.find((kind) => kind.id === 'backlog');
const switched = alertKinds.find((kind) => kind.id === 'group_switched');

describe('alert catalogue', () => {
  it('names every kind that was promised', () => {
    expect(alertKinds.map((kind) => kind.id)).toEqual([
      'group_prepared',
      'window_opened',
      'group_switched',
      'group_rolled_back',
      'run_released',
      'cutover_completed',
      'drift',
      'slow_reads',
      'failing_reads',
      'security_violation',
      'automatic_rollback',
      'read_split_halted',
      'backlog',
      'journal_growth',
      'disk',
      'apply_failures',
      'run_stuck',
      'window_overrun',
      'job_silent',
      'watch_blind',
      'verifier_broken',
      'source_away',
    ]);
    expect(alertKinds.find((kind) => kind.id === 'cutover_completed')?.level).toBe('success');
  });

  it('refuses an unknown key, a second id, and kinds that contradict themselves', () => {
    expect(alertKindSchema.safeParse(backlog).success).toBe(true);
    expect(alertKindSchema.safeParse({ ...backlog, note: 'x' }).success).toBe(false);
    expect(alertCatalogue.safeParse([backlog, backlog]).success).toBe(false);
    expect(alertKindSchema.safeParse({ ...backlog, level: 'info' }).success).toBe(false);
    expect(alertKindSchema.safeParse({ ...switched, watched: true }).success).toBe(false);
    expect(alertKindSchema.safeParse({ ...switched, quiet_seconds: 1 }).success).toBe(false);
  });
});

describe('compiled alert kinds', async () => {
  const [file] = await compile();

  it('has one row for each kind', () => {
    expect(file?.path).toMatch(/supabase\/schemas\/75_alerts\/05_alert_kinds_data\.sql$/);
    expect(file?.content.match(/^ {2}\('/gm)).toHaveLength(alertKinds.length);
  });
});

import type { Mutant } from './mutant.ts';

/** Sabotages of what takes the place of capture, freeze and known keys. */
export const foreignMutants: readonly Mutant[] = [
  {
    name: 'no-comparison-at-last',
    file: '80_runs/switch_group.sql',
    line: 'v_different := cutover_private.compare_at_last(v_group.id, v_deadline);',
    replacement: '',
    why: 'A row that is written after the comparison, where nothing captures it, is left behind.',
    caughtBy: ['supabase/tests/foreign/every_row_is_compared_at_last.sql'],
  },
  {
    name: 'nobody-catches-up',
    file: '80_runs/catch_up.sql',
    line: 'v_marked := v_marked + cutover_private.mark_drift(v_table);',
    replacement: '',
    why: 'What changed since the backfill is found and not carried over.',
    caughtBy: ['supabase/tests/foreign/every_row_is_compared_at_last.sql'],
  },
  {
    name: 'attestation-outlives-rollback',
    file: '80_runs/switch_group.sql',
    line: "where r.id = c.rule_id and r.kind = 'attested' and r.for_sources_without is not null and t.id = c.table_id and t.group_id = v_group.id;",
    replacement: 'where false;',
    why: 'The next cutover takes an old word for it that legacy is not written.',
    caughtBy: ['supabase/tests/foreign/every_row_is_compared_at_last.sql'],
  },
];

// How a state looks: what is well, what is not, what is on its way.
import { bad, type Cell, doubtful, faint, good } from './cell.ts';

const looks: Record<string, (text: string) => Cell> = {};
const set = (look: (text: string) => Cell, ...words: string[]): void => {
  for (const word of words) looks[word] = look;
};
set(good, 'ready', 'completed', 'consistent', 'passed', 'done', 'supabase', 'success', 'active', 'equal', 'holds');
set(bad, 'failed', 'inconsistent', 'critical', 'released', 'broken', 'missing', 'extra', 'mismatched', 'emergency');
set(
  doubtful,
  'cutover',
  'dual',
  'running',
  'releasing',
  'paused',
  'stale',
  'warning',
  'waived',
  'skipped',
  'unknown',
  'rolled_back',
  'refused',
);
set(faint, 'pending', 'cancelled', 'queued', 'scheduled', 'planned', 'info');

export const word = (state: string | null | undefined): Cell => (state == null ? '' : (looks[state]?.(state) ?? state));

// What both OpenFeature providers have in common: flags read_side.<table>, as text (legacy, supabase) or boolean (reads supabase?).
import {
  FlagNotFoundError,
  type ResolutionDetails,
  type ResolutionReason,
  StandardResolutionReasons,
  TypeMismatchError,
} from '@openfeature/core';
import type { Look, Side } from '../read-switch/index.ts';

const PREFIX = 'read_side.';

export const flagOf = (table: string): string => `${PREFIX}${table}`;

/** The table that a flag is about. Raises FLAG_NOT_FOUND when the switch does not know it. */
export function tableOf(flag: string, tables: readonly string[]): string {
  const table = flag.startsWith(PREFIX) ? flag.slice(PREFIX.length) : undefined;
  if (table === undefined || !tables.includes(table)) {
    throw new FlagNotFoundError(
      `There is no flag "${flag}". Flags are ${PREFIX}<table>, for the tables of the read switch.`,
    );
  }
  return table;
}

const reasons: Record<Look['reason'], ResolutionReason> = {
  source: StandardResolutionReasons.STATIC,
  no_subject: StandardResolutionReasons.DEFAULT,
  excluded: StandardResolutionReasons.TARGETING_MATCH,
  pinned: StandardResolutionReasons.TARGETING_MATCH,
  split: StandardResolutionReasons.SPLIT,
  own: StandardResolutionReasons.CACHED,
  default: StandardResolutionReasons.DEFAULT,
};

export function asText({ side, reason, stale }: Look): ResolutionDetails<Side> {
  const old = stale && reason !== 'default';
  return { value: side, variant: side, reason: old ? StandardResolutionReasons.STALE : reasons[reason] };
}

export function asBoolean(look: Look): ResolutionDetails<boolean> {
  return { ...asText(look), value: look.side === 'supabase' };
}

export function noSuchType(flag: string): never {
  throw new TypeMismatchError(`"${flag}" is text (legacy or supabase), or boolean (whether supabase is read).`);
}

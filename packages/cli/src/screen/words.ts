// Figures and times as people read them.

const grouped = new Intl.NumberFormat('en');

export const count = (value: unknown): string =>
  typeof value === 'number' ? grouped.format(value) : value == null ? '' : String(value);

/** 1 row, 2 rows. */
export const counted = (value: number, one: string, several = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : several}`;

/** To the second, in UTC: everybody in the call sees the same. */
export function time(value: unknown): string {
  const at = new Date(String(value));
  return value == null || Number.isNaN(at.getTime()) ? '' : `${at.toISOString().slice(0, 19).replace('T', ' ')}Z`;
}

export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min${Math.round(seconds % 60) > 0 ? ` ${Math.floor(seconds % 60)} s` : ''}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h${minutes % 60 > 0 ? ` ${minutes % 60} min` : ''}`;
  return `${Math.floor(hours / 24)} days`;
}

/** `in 5 min`, `5 min ago`. */
export function distance(value: unknown, now = Date.now()): string {
  const at = new Date(String(value)).getTime();
  if (value == null || Number.isNaN(at)) return '';
  const coarse = (ms: number): string => duration(ms < 60_000 ? ms : Math.floor(ms / 60_000) * 60_000);
  return at >= now ? `in ${coarse(at - now)}` : `${coarse(now - at)} ago`;
}

export const timeAndDistance = (value: unknown): string => (time(value) ? `${time(value)}, ${distance(value)}` : '');

/** ████░░░░ of this many columns; `share` from 0 to 1. */
export function bar(share: number, width: number): string {
  const full = Math.round(Math.min(Math.max(share, 0), 1) * width);
  return '█'.repeat(full) + '░'.repeat(width - full);
}

/** A bar and its percentage, always as wide. */
export const meter = (share: number): string => `${bar(share, 16)} ${`${Math.floor(share * 100)} %`.padStart(5)}`;

export const percent = (value: unknown): string =>
  value == null || Number.isNaN(Number(value)) ? '' : `${Number(Number(value).toFixed(2))} %`;

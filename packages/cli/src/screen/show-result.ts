// An answer as it is, for people: facts, tables of what is in lists, nothing left out but what is empty.
import { type Cell, strong } from './cell.ts';
import type { Column } from './lay-out.ts';
import type { Page } from './screen.ts';
import { word } from './state-words.ts';
import { count, timeAndDistance } from './words.ts';

type Row = Record<string, unknown>;

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
const isRows = (value: unknown): value is Row[] => Array.isArray(value) && value.length > 0 && value.every(isRow);
const isTime = (value: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value);
const isId = (value: unknown): boolean =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);

const title = (key: string): string => key.replaceAll('_', ' ');

function cell(value: unknown): Cell {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return count(value);
  if (typeof value === 'string') return isTime(value) ? timeAndDistance(value) : word(value);
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return value.join(', ');
  return JSON.stringify(value);
}

export function showRows(page: Page, rows: readonly Row[], wanted?: readonly string[]): void {
  const keys = wanted ?? [...new Set(rows.flatMap(Object.keys))];
  const filled = keys.filter((key) => rows.some((row) => row[key] != null && String(row[key]) !== ''));
  page.table(
    filled.map((key): Column => ({ title: title(key), whole: rows.some((row) => isId(row[key])) })),
    rows.map((row) => filled.map((key) => cell(row[key]))),
  );
}

export function showResult(page: Page, result: unknown): void {
  if (!isRow(result)) return void page.say([cell(result)]);
  const entries = Object.entries(result);
  const flat = entries.filter(([, value]) => !isRows(value) && !isRow(value));
  page.facts(
    [
      ...flat.filter(([, value]) => !(Array.isArray(value) && value.length === 0 && flat.length > 1)),
      ...entries.flatMap(([key, value]) =>
        isRow(value) ? Object.entries(value).map(([inner, one]): [string, unknown] => [`${key} ${inner}`, one]) : [],
      ),
    ].map(([key, value]) => [title(key), Array.isArray(value) && value.length === 0 ? 'none' : cell(value)]),
  );
  for (const [key, value] of entries) {
    if (!isRows(value)) continue;
    page.gap().say([strong(title(key))]);
    showRows(page, value);
  }
}

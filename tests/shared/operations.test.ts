import { describe, expect, it } from 'vitest';
import {
  executeRequest,
  freezeRequest,
  idempotencyKeySchema,
  nameSchema,
  prepareRequest,
  rollbackRequest,
  serviceMetricsRequest,
  statusRequest,
} from '../../packages/shared/src/operations/index.ts';

const good = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown): boolean =>
  schema.safeParse(value).success;

describe('requests', () => {
  it('take what the operations take', () => {
    expect(good(prepareRequest, { group: 'bank' })).toBe(true);
    expect(good(executeRequest, { group: 'bank' })).toBe(true);
    expect(good(executeRequest, { group: 'bank', dry_run: true, fallback_hours: 72 })).toBe(true);
    expect(good(executeRequest, { group: 'bank', force: '0b5f3a52-9b1c-4d7a-8e7e-3f7f0c1f7a11' })).toBe(true);
    expect(good(rollbackRequest, { group: 'bank', mode: 'immediate', reason: 'too slow' })).toBe(true);
    expect(good(rollbackRequest, { group: 'bank', mode: 'reads_only', reason: 'too slow' })).toBe(true);
    expect(good(statusRequest, {})).toBe(true);
    expect(good(statusRequest, { table: 'accounts' })).toBe(true);
    expect(good(freezeRequest, { action: 'list' })).toBe(true);
    expect(
      good(freezeRequest, {
        action: 'schedule',
        group: 'bank',
        starts_at: '2026-11-24T05:00:00+01:00',
        reason: 'planned',
      }),
    ).toBe(true);
  });

  it('take a report of a minute, if it can be true', () => {
    const report = { table: 'owner', requests: 10, errors: 1, p95_ms: 12.5 };
    expect(good(serviceMetricsRequest, report)).toBe(true);
    expect(good(serviceMetricsRequest, { ...report, minute: '2026-11-24T05:00:00Z', reporter: 'web-2' })).toBe(true);
    expect(good(serviceMetricsRequest, { table: 'owner', requests: 0, errors: 0 })).toBe(true);
    expect(good(serviceMetricsRequest, { table: 'owner', requests: 1, errors: 0 })).toBe(false);
    expect(good(serviceMetricsRequest, { ...report, errors: 11 })).toBe(false);
    expect(good(serviceMetricsRequest, { ...report, requests: 1.5 })).toBe(false);
    expect(good(serviceMetricsRequest, { ...report, p95_ms: -1 })).toBe(false);
  });

  it('refuse unknown keys, wrong types and missing ones', () => {
    expect(good(prepareRequest, { group: 'bank', force: true })).toBe(false);
    expect(good(prepareRequest, {})).toBe(false);
    expect(good(prepareRequest, { group: 7 })).toBe(false);
    expect(good(prepareRequest, [])).toBe(false);
    expect(good(prepareRequest, null)).toBe(false);
    expect(good(executeRequest, { group: 'bank', dry_run: 'yes' })).toBe(false);
    expect(good(executeRequest, { group: 'bank', fallback_hours: 1.5 })).toBe(false);
    expect(good(executeRequest, { group: 'bank', fallback_hours: 0 })).toBe(false);
    expect(good(rollbackRequest, { group: 'bank' })).toBe(false);
    expect(good(rollbackRequest, { group: 'bank', reason: 'x', mode: 'all_of_it' })).toBe(false);
    expect(good(statusRequest, { table: 'a', group: 'b' })).toBe(false);
    expect(good(freezeRequest, { action: 'thaw' })).toBe(false);
    expect(good(freezeRequest, { action: 'activate', window: 'tomorrow' })).toBe(false);
    expect(
      good(freezeRequest, { action: 'schedule', group: 'bank', starts_at: '2026-11-24 05:00', reason: 'no offset' }),
    ).toBe(false);
  });

  it('take odd names, but none that PostgreSQL could not hold', () => {
    expect(good(nameSchema, `o'brien"; drop table x; --`)).toBe(true);
    expect(good(nameSchema, 'Grüße 群 🎈')).toBe(true);
    expect(good(nameSchema, '')).toBe(false);
    expect(good(nameSchema, 'x'.repeat(64))).toBe(false);
    expect(good(nameSchema, 'a\u0000b')).toBe(false);
    expect(good(nameSchema, 'line\nbreak')).toBe(false);
    expect(good(nameSchema, '\ud83d')).toBe(false);
  });

  it('know an idempotency key when they see one', () => {
    expect(good(idempotencyKeySchema, '7b0c7d3e-4d5a-4f0e-9d0d-0e8f4b7f0b6f')).toBe(true);
    expect(good(idempotencyKeySchema, 'with space')).toBe(false);
    expect(good(idempotencyKeySchema, '')).toBe(false);
    expect(good(idempotencyKeySchema, 'x'.repeat(201))).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { errorAnswer, errorAnswerSchema, errorByCode } from '../../packages/shared/src/error-registry.ts';
import { errors } from '../../packages/shared/src/errors.ts';

describe('error registry', () => {
  it('has codes that can be SQLSTATEs, each once, with a name of its own', () => {
    const codes = errors.map((entry) => entry.code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(new Set(errors.map((entry) => entry.name)).size).toBe(codes.length);
    for (const entry of errors) {
      expect(entry.code).toMatch(/^CT[0-9]{3}$/);
      // PostgreSQL refuses to raise a class of its own: codes that end in 000 are categories.
      expect(entry.code.endsWith('000')).toBe(false);
      expect(entry.name).toMatch(/^[a-z]+(_[a-z]+)*$/);
      expect(entry.httpStatus).toBeGreaterThanOrEqual(400);
      expect(entry.httpStatus).toBeLessThan(600);
      expect(entry.title.length).toBeGreaterThan(5);
      expect(entry.remedy.length).toBeGreaterThan(5);
    }
  });

  it('answers in one shape, with the registered name and status', () => {
    const { status, body } = errorAnswer({ code: 'CT004', message: 'No group "x"' }, 'r-1');
    expect(status).toBe(404);
    expect(errorAnswerSchema.parse(body)).toEqual(body);
    expect(body.error).toMatchObject({
      code: 'CT004',
      name: 'group_not_found',
      message: 'No group "x"',
      details: null,
    });
    expect(body.request_id).toBe('r-1');
    expect(body.error.hint).toBe(errorByCode('CT004').remedy);
  });

  it('never lets an unregistered code out', () => {
    const { status, body } = errorAnswer(
      { code: '23505', message: 'duplicate key', details: 'Key (email)=(ann@example.com) already exists.' },
      'r-2',
    );
    expect(status).toBe(500);
    expect(body.error.code).toBe('CT901');
    expect(JSON.stringify(body)).not.toMatch(/duplicate|ann/);
  });
});

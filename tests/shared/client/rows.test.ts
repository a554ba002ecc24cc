// What the functions answer as rows is exactly what `supabase gen types` says of the tables: tsc fails when they part.
import { expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import type { AuditEvent, FeatureFlag, Operator, Setting } from '../../../packages/shared/src/client/index.ts';
import type {
  auditEvent,
  featureFlagRow,
  operatorRow,
  settingRow,
} from '../../../packages/shared/src/operations/index.ts';

test('rows', () => {
  expectTypeOf<z.output<typeof auditEvent>>().toEqualTypeOf<AuditEvent>();
  expectTypeOf<z.output<typeof featureFlagRow>>().toEqualTypeOf<FeatureFlag>();
  expectTypeOf<z.output<typeof operatorRow>>().toEqualTypeOf<Operator>();
  expectTypeOf<z.output<typeof settingRow>>().toEqualTypeOf<Setting>();
});

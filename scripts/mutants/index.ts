import { agentMutants } from './agent.ts';
import { foreignMutants } from './foreign.ts';
import type { Mutant } from './mutant.ts';
import { pipelineMutants } from './pipeline.ts';
import { reconciliationMutants } from './reconciliation.ts';
import { runMutants } from './runs.ts';
import { watchMutants } from './watch.ts';

export const mutants: readonly Mutant[] = [
  ...agentMutants,
  ...foreignMutants,
  ...pipelineMutants,
  ...reconciliationMutants,
  ...runMutants,
  ...watchMutants,
];

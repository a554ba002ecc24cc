import { accessMutants } from './access.ts';
import { agentMutants } from './agent.ts';
import { alertMutants } from './alerts.ts';
import { foreignMutants } from './foreign.ts';
import type { Mutant } from './mutant.ts';
import { pipelineMutants } from './pipeline.ts';
import { readSwitchMutants } from './read-switch.ts';
import { reconciliationMutants } from './reconciliation.ts';
import { routingMutants } from './routing.ts';
import { ruleMutants } from './rules.ts';
import { runMutants } from './runs.ts';
import { watchMutants } from './watch.ts';

export const mutants: readonly Mutant[] = [
  ...accessMutants,
  ...agentMutants,
  ...alertMutants,
  ...foreignMutants,
  ...pipelineMutants,
  ...readSwitchMutants,
  ...reconciliationMutants,
  ...routingMutants,
  ...ruleMutants,
  ...runMutants,
  ...watchMutants,
];

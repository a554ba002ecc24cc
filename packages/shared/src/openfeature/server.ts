// OpenFeature on servers: flags read_side.<table>, decided for the targeting key.
import {
  type EvaluationContext,
  type JsonValue,
  OpenFeatureEventEmitter,
  type Provider,
  ProviderEvents,
  type ResolutionDetails,
} from '@openfeature/server-sdk';
import type { Look, ReadSwitch } from '../read-switch/index.ts';
import { passOn } from './events.ts';
import { asBoolean, asText, noSuchType, tableOf } from './flag.ts';

/** The switch stays its maker's: closing the provider does not close it. */
export class ReadSwitchProvider implements Provider {
  readonly metadata = { name: 'cutover-read-switch' } as const;
  readonly runsOn = 'server';
  readonly events = new OpenFeatureEventEmitter();
  readonly #readSwitch: ReadSwitch;
  readonly #lifecycle: ReturnType<typeof passOn>;

  constructor(readSwitch: ReadSwitch) {
    this.#readSwitch = readSwitch;
    this.#lifecycle = passOn(readSwitch, {
      ready: () => this.events.emit(ProviderEvents.Ready),
      stale: () => this.events.emit(ProviderEvents.Stale),
      error: (message) => this.events.emit(ProviderEvents.Error, { message }),
      changed: (flagsChanged) => this.events.emit(ProviderEvents.ConfigurationChanged, { flagsChanged }),
    });
  }

  initialize(): Promise<void> {
    return this.#lifecycle.initialize();
  }

  async onClose(): Promise<void> {
    this.#lifecycle.end();
  }

  #look(flag: string, { targetingKey }: EvaluationContext): Look {
    return this.#readSwitch.look(tableOf(flag, this.#readSwitch.tables), targetingKey ?? null);
  }

  async resolveStringEvaluation(
    flag: string,
    _: string,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<string>> {
    return asText(this.#look(flag, context));
  }

  async resolveBooleanEvaluation(
    flag: string,
    _: boolean,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<boolean>> {
    return asBoolean(this.#look(flag, context));
  }

  async resolveNumberEvaluation(flag: string): Promise<ResolutionDetails<number>> {
    return noSuchType(tableOf(flag, this.#readSwitch.tables));
  }

  async resolveObjectEvaluation<T extends JsonValue>(flag: string): Promise<ResolutionDetails<T>> {
    return noSuchType(tableOf(flag, this.#readSwitch.tables));
  }
}

// OpenFeature in browsers: flags read_side.<table>, as the project has decided for who is signed in.
import {
  type JsonValue,
  OpenFeatureEventEmitter,
  type Provider,
  ProviderEvents,
  type ResolutionDetails,
} from '@openfeature/web-sdk';
import type { Look, OwnReadSwitch } from '../read-switch/index.ts';
import { passOn } from './events.ts';
import { asBoolean, asText, noSuchType, tableOf } from './flag.ts';

/** The switch stays its maker's: closing the provider does not close it. */
export class ReadSwitchProvider implements Provider {
  readonly metadata = { name: 'cutover-read-switch' } as const;
  readonly runsOn = 'client';
  readonly events = new OpenFeatureEventEmitter();
  readonly #readSwitch: OwnReadSwitch;
  readonly #lifecycle: ReturnType<typeof passOn>;

  constructor(readSwitch: OwnReadSwitch) {
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

  /** A context that changes means that somebody else may be signed in; the token says who, not the targeting key. */
  onContextChange(): Promise<void> {
    return this.#lifecycle.changeCaller(this.#readSwitch.changeCaller());
  }

  async onClose(): Promise<void> {
    this.#lifecycle.end();
  }

  #look(flag: string): Look {
    return this.#readSwitch.look(tableOf(flag, this.#readSwitch.tables));
  }

  resolveStringEvaluation(flag: string): ResolutionDetails<string> {
    return asText(this.#look(flag));
  }

  resolveBooleanEvaluation(flag: string): ResolutionDetails<boolean> {
    return asBoolean(this.#look(flag));
  }

  resolveNumberEvaluation(flag: string): ResolutionDetails<number> {
    return noSuchType(tableOf(flag, this.#readSwitch.tables));
  }

  resolveObjectEvaluation<T extends JsonValue>(flag: string): ResolutionDetails<T> {
    return noSuchType(tableOf(flag, this.#readSwitch.tables));
  }
}

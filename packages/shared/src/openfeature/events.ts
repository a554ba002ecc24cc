// What the read switch tells, in OpenFeature's words.
import type { OwnReadSwitch, ReadSwitch, ReadSwitchEvent } from '../read-switch/index.ts';
import { flagOf } from './flag.ts';

/** The names of the events are the same on servers and in browsers, but their types are not. */
type Emit = {
  ready(): void;
  stale(): void;
  error(message: string): void;
  changed(flags: string[]): void;
};

type Lifecycle = { initialize(): Promise<void>; changeCaller(change: Promise<void>): Promise<void>; end(): void };

export function passOn(readSwitch: ReadSwitch | OwnReadSwitch, emit: Emit): Lifecycle {
  // Until then the SDK waits for initialize(), and tells the outcome itself.
  let initialized = false;

  const isKnown = (): boolean => readSwitch.ageMs() !== null;

  /** A rejection is what the SDK takes for the state ERROR, in which evaluations give the defaults. */
  function requireKnown(): void {
    if (!isKnown()) throw new Error('The project cannot be reached: the defaults hold.');
  }

  const end = readSwitch.onChange((event: ReadSwitchEvent) => {
    if (!initialized) return;
    switch (event.kind) {
      case 'ready':
      case 'fresh':
        return emit.ready();
      case 'stale':
        return isKnown() ? emit.stale() : emit.error(`The project cannot be reached: ${event.error}`);
      case 'changed':
        return emit.changed(event.tables.map(flagOf));
      case 'expired':
        emit.changed(event.tables.map(flagOf));
        return emit.error('What was known is too old: the defaults hold.');
    }
  });

  return {
    end,
    async initialize() {
      await readSwitch.ready;
      initialized = true;
      requireKnown();
    },
    async changeCaller(change) {
      await change;
      requireKnown();
    },
  };
}

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

const NOTHING_KNOWN = 'The project cannot be reached: the defaults hold.';

type Lifecycle = { initialize(): Promise<void>; changeCaller(change: Promise<void>): Promise<void>; end(): void };

/** As the SDK knows it, but for the time in which it waits for a promise of ours and tells the outcome itself. */
type State = 'ready' | 'stale' | 'error' | 'awaited';

export function passOn(readSwitch: ReadSwitch | OwnReadSwitch, emit: Emit): Lifecycle {
  let told: State = 'awaited';
  let failing = false;

  const isKnown = (): boolean => readSwitch.ageMs() !== null;

  /** What was known before is stale only while there is something: else the defaults hold. */
  function tell(state: State): void {
    if (told === 'awaited' || told === state) return;
    told = state;
    if (state === 'ready') emit.ready();
    if (state === 'stale') emit.stale();
    if (state === 'error') emit.error(NOTHING_KNOWN);
  }

  /** A rejection is what the SDK takes for the state ERROR, in which evaluations give the defaults. */
  async function outcomeOf(work: Promise<void>): Promise<void> {
    told = 'awaited';
    await work;
    told = isKnown() ? 'ready' : 'error';
    if (told === 'error') throw new Error(NOTHING_KNOWN);
  }

  const end = readSwitch.onChange((event: ReadSwitchEvent) => {
    if (event.kind === 'stale') failing = true;
    if (event.kind === 'ready' || event.kind === 'fresh') failing = false;
    if ((event.kind === 'changed' || event.kind === 'expired') && told !== 'awaited') {
      emit.changed(event.tables.map(flagOf));
    }
    if (event.kind === 'expired' || !isKnown()) tell('error');
    else tell(failing ? 'stale' : 'ready');
  });

  return { end, initialize: () => outcomeOf(readSwitch.ready), changeCaller: outcomeOf };
}

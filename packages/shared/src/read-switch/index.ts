// The read switch for applications that keep their own way to the data.
export * from './answers.ts';
export * from './create-read-switch.ts';
export * from './decide-read-side.ts';
export * from './rollout-bucket.ts';
export * from './transport.ts';

// Free TCP ports on the loopback address.
import { createServer } from 'node:net';

/** The port if it can be bound; 0 asks the system for any. Undefined when it is taken. */
function bind(port: number): Promise<number | undefined> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(undefined));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}

/** The preferred port, else one a hundred, two hundred … further on (a second stack's ports then look alike), else any. */
export async function freePort(preferred: number, taken: number[] = []): Promise<number> {
  const further = preferred === 0 ? [] : Array.from({ length: 20 }, (_, index) => preferred + index * 100);
  for (const port of [...further.filter((candidate) => candidate < 65_536), 0]) {
    if (taken.includes(port)) continue;
    const bound = await bind(port);
    if (bound !== undefined) return bound;
  }
  throw new Error('there is no free TCP port on 127.0.0.1');
}

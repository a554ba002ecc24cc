// Over TLS: the connection goes to the address that was checked, the certificate has to be the name's.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { denoEnvironment, denoFlags, denoPath, functionsDirectory } from '../../scripts/stack/deno.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'cutover-tls-'));
const file = (name: string): string => join(folder, name);
const hosts: (string | undefined)[] = [];
let server: Server;

beforeAll(async () => {
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=hooks.example.com'],
    ...[
      '-addext',
      'basicConstraints=critical,CA:FALSE',
      '-addext',
      'subjectAltName=DNS:hooks.example.com',
      '-keyout',
      file('key.pem'),
      '-out',
      file('certificate.pem'),
    ],
  ]);
  server = createServer(
    { key: readFileSync(file('key.pem')), cert: readFileSync(file('certificate.pem')) },
    (request, response) => {
      hosts.push(request.headers.host);
      response.writeHead(204).end();
    },
  );
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What post() says, in Deno, which trusts this certificate alone or none of ours. */
async function post(host: string, trusted: boolean): Promise<string> {
  const { port } = server.address() as AddressInfo;
  const script = file('post.ts');
  writeFileSync(
    script,
    `import { post } from ${JSON.stringify(join(functionsDirectory, 'notify', 'post.ts'))};
     const destination = { address: '127.0.0.1', port: ${port}, tls: true, host: ${JSON.stringify(host)}, path: '/hook' };
     await post(destination, { body: '{}', headers: {} }).then(() => console.log('delivered'), (error) => console.log(error.name));`,
  );
  const { stdout } = await run(
    denoPath(),
    ['run', ...denoFlags('notify'), '--cached-only', '--allow-net=127.0.0.1', '--allow-read', script],
    { env: { ...denoEnvironment(), ...(trusted && { DENO_CERT: file('certificate.pem') }) } },
  );
  return stdout.trim();
}

test('a certificate of the name is taken, though the connection goes to an address', async () => {
  expect(await post('hooks.example.com', true)).toBe('delivered');
  expect(hosts).toEqual([`hooks.example.com:${(server.address() as AddressInfo).port}`]);
});

test('one of another name, or of nobody who is trusted, is not', async () => {
  expect(await post('elsewhere.example.com', true)).toBe('InvalidData');
  expect(await post('hooks.example.com', false)).toBe('InvalidData');
  expect(hosts).toHaveLength(1);
});

// What `supabase functions deploy --use-api` uploads, caught by a server that stands in for the hosted API: each function
// has to bring everything that it imports, also what lies outside its folder.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { functions } from '../../packages/shared/src/index.ts';

const root = join(import.meta.dirname, '..', '..');

type Upload = { slug: string; files: Map<string, string>; metadata: Record<string, unknown> };

test('a deployed function brings everything it imports', async () => {
  const uploads: Upload[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const slug = new URL(request.url ?? '/', 'http://x').searchParams.get('slug') ?? '';
    response.setHeader('content-type', 'application/json');
    if (!request.headers['content-type']?.startsWith('multipart/')) return void response.end('{}');
    const form = await new Response(Buffer.concat(chunks), {
      headers: { 'content-type': request.headers['content-type'] },
    }).formData();
    const files = new Map<string, string>();
    for (const part of form.getAll('file')) if (part instanceof File) files.set(part.name, await part.text());
    const metadata = form.get('metadata');
    const text = metadata instanceof File ? await metadata.text() : (metadata ?? '{}');
    uploads.push({ slug, files, metadata: JSON.parse(text) as Record<string, unknown> });
    response.statusCode = 201;
    response.end(
      JSON.stringify({ id: slug, slug, name: slug, version: 1, status: 'ACTIVE', created_at: 1, updated_at: 1 }),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const home = mkdtempSync(join(tmpdir(), 'cutover-deploy-'));
  const profile = join(home, 'profile.yaml');
  writeFileSync(
    profile,
    `name: here\napi_url: ${url}\ndashboard_url: ${url}\ndocs_url: ${url}\nproject_host: 127.0.0.1\n`,
  );
  try {
    const words = ['functions', 'deploy', '--use-api', '--yes', '--agent=no', `--remote=${'a'.repeat(20)}`];
    await promisify(execFile)(
      join(root, 'node_modules', '.bin', 'supabase'),
      [...words, `--profile=${profile}`, `--workdir=${root}`],
      {
        env: {
          ...process.env,
          SUPABASE_ACCESS_TOKEN: `sbp_${'0'.repeat(40)}`,
          SUPABASE_HOME: home,
          SUPABASE_NO_KEYRING: '1',
          SUPABASE_NO_UPDATE_NOTIFIER: '1',
          SUPABASE_TELEMETRY_DISABLED: '1',
          DO_NOT_TRACK: '1',
        },
        timeout: 60_000,
      },
    );
  } finally {
    server.close();
    rmSync(home, { recursive: true, force: true });
  }

  expect(uploads.map(({ slug }) => slug).sort()).toEqual([...Object.keys(functions), 'flag-webhook'].sort());
  for (const { slug, files, metadata } of uploads) {
    const folder = `supabase/functions/${slug}`;
    // Callers with a secret key send no token: the function looks at credentials itself.
    expect(metadata).toMatchObject({
      verify_jwt: false,
      entrypoint_path: `${folder}/index.ts`,
      import_map_path: `${folder}/deno.json`,
    });
    const { imports } = JSON.parse(files.get(`${folder}/deno.json`) ?? '{}') as { imports: Record<string, string> };
    const paths = [...files.keys()];
    let followed = 0;
    for (const [path, text] of files) {
      if (!path.endsWith('.ts')) continue;
      for (const [, specifier = ''] of text.matchAll(/(?:from|^import)\s+'([^']+)'/gm)) {
        followed += 1;
        if (specifier.startsWith('.')) {
          expect(paths, `${path} imports ${specifier}`).toContain(posix.join(dirname(path), specifier));
          continue;
        }
        const target = imports[specifier];
        expect(target, `${path} imports ${specifier}`).toBeDefined();
        if (target?.startsWith('.')) expect(paths).toContain(posix.join(folder, target));
        else expect(target).toMatch(/^npm:(@[\w-]+\/)?[\w.-]+@\d+\.\d+\.\d+(\/|$)/);
      }
    }
    expect(followed).toBeGreaterThan(20);
  }
}, 90_000);

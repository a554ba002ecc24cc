// Stands in for the Data API, which the local stack does not have: as much of it as supabase-js needs for rows of one table.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sql } from 'postgres';

type Row = Record<string, unknown>;

async function bodyOf(request: IncomingMessage): Promise<Row> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString() || '{}') as Row;
}

async function answer(sql: Sql, request: IncomingMessage): Promise<Row[]> {
  const url = new URL(request.url ?? '', 'http://localhost');
  const schema = String(request.headers['content-profile'] ?? request.headers['accept-profile']);
  const table = sql(`${schema}.${url.pathname.replace('/rest/v1/', '')}`);
  const filters = [...url.searchParams].filter(([, value]) => value.startsWith('eq.'));
  const where = filters.reduce((all, [name, value]) => sql`${all} and ${sql(name)} = ${value.slice(3)}`, sql`true`);
  const body = await bodyOf(request);
  if (request.method === 'POST') return sql<Row[]>`insert into ${table} ${sql(body)} returning *`;
  if (request.method === 'PATCH') return sql<Row[]>`update ${table} set ${sql(body)} where ${where} returning *`;
  return sql<Row[]>`select * from ${table} where ${where}`;
}

export async function startDataApi(sql: Sql): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    void answer(sql, request).then(
      (rows) => {
        const one = String(request.headers.accept).includes('vnd.pgrst.object');
        response.writeHead(one && rows.length !== 1 ? 406 : 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(one ? (rows[0] ?? { code: 'PGRST116' }) : rows));
      },
      ({ code, message, detail, hint }: { code?: string; message: string; detail?: string; hint?: string }) => {
        response.writeHead(409, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ code, message, details: detail ?? null, hint: hint ?? null }));
      },
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

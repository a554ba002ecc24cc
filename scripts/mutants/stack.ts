// Runs inside the copy: its stack, without edge functions, and with pgTAP.
import postgres from 'postgres';
import { resetStack, stopStack } from '../stack/index.ts';

if (process.argv[2] === 'down') {
  await stopStack();
} else {
  const { dbUrl, adminDbUrl } = await resetStack({ functions: false });
  const sql = postgres(adminDbUrl, { max: 1, onnotice: () => {} });
  await sql`create extension if not exists pgtap with schema extensions`;
  await sql.end();
  console.log(JSON.stringify({ dbUrl }));
}

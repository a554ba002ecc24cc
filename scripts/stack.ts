// npm run stack -- up | down | reset | status | env
import { resetStack, type Stack, stackParts, stackStatus, startStack, stopStack } from './stack/index.ts';

const usage = `usage: npm run stack -- <command>

  up      start both servers and the edge functions, apply the migrations, print how to reach them
  status  print it again, with a fresh operator token   (--json: as JSON)
  env     print it as lines for the shell: eval "$(npm run -s stack -- env)"
  reset   throw the data away and start afresh, with the same ports, keys and passwords
  down    stop everything and delete it, data included

The stack lives in .stack, or in the directory that CUTOVER_STACK_DIR names.`;

function print(stack: Stack): void {
  const rows: [string, string][] = [
    ['API URL', stack.apiUrl],
    ['Functions URL', stack.functionsUrl],
    ['DB URL', stack.dbUrl],
    ['Legacy DB URL', stack.legacyDbUrl],
    ['Legacy login for Cutover', `cutover_agent_login / ${stack.agentPassword}`],
    ['Publishable key', stack.publishableKey],
    ...Object.entries(stack.secretKeys).map(([name, key]): [string, string] => [`Secret key (${name})`, key]),
    ['JWKS URL', stack.jwksUrl],
    ['JWKS', JSON.stringify(stack.jwks)],
    ['Operator token', stack.operatorToken],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, value] of rows) console.log(`${name.padStart(width + 2)}: ${value}`);
}

/** The names that the README's lines use. */
function variables(stack: Stack): string {
  const values: Record<string, string> = {
    API_URL: stack.apiUrl,
    FUNCTIONS_URL: stack.functionsUrl,
    DB_URL: stack.dbUrl,
    LEGACY_DB_URL: stack.legacyDbUrl,
    LEGACY_AGENT_PASSWORD: stack.agentPassword,
    PUBLISHABLE_KEY: stack.publishableKey,
    SECRET_KEY: stack.secretKeys.default ?? '',
    AUTOMATIONS_KEY: stack.secretKeys.automations ?? '',
    OPERATOR_TOKEN: stack.operatorToken,
    APPROVER_TOKEN: stack.approverToken,
    CUTOVER_URL: stack.apiUrl,
    CUTOVER_TOKEN: stack.operatorToken,
  };
  return Object.entries(values)
    .map(([name, value]) => `export ${name}='${value}'`)
    .join('\n');
}

const log = (line: string): void => console.error(line);

async function running(): Promise<Stack | undefined> {
  const stack = await stackStatus();
  if (stack) return stack;
  console.error('the stack is not running; start it with: npm run stack -- up');
  process.exitCode = 1;
  return undefined;
}

try {
  switch (process.argv[2]) {
    case 'up':
      print(await startStack({ log }));
      break;
    case 'reset':
      print(await resetStack({ log }));
      break;
    case 'down':
      await stopStack();
      console.log('stopped, and everything it had made is deleted');
      break;
    case 'status': {
      const stack = await running();
      if (stack && process.argv.includes('--json')) console.log(JSON.stringify(stack, null, 2));
      else if (stack) print(stack);
      for (const [part, up] of Object.entries(stackParts())) if (stack && !up) console.error(`${part}: not running`);
      break;
    }
    case 'env': {
      const stack = await running();
      if (stack) console.log(variables(stack));
      break;
    }
    default:
      console.error(usage);
      process.exitCode = 2;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** packages/shared/src/errors.ts → the rows of cutover.error_codes. */
import { join } from 'node:path';
import { errors } from '../../packages/shared/src/errors.ts';
import { type Generated, generatedMark, quoteLiteral, schemasFolder } from './files.ts';

export async function errorCodes(): Promise<Generated[]> {
  const seen = new Set<string>();
  for (const { code, name } of errors) {
    // PostgREST and PL/pgSQL ask for five characters, and a code that ends in 000 would be a class, which also catches others.
    if (!/^CT\d{3}$/.test(code) || code.endsWith('000'))
      throw new Error(`errors.ts: ${code} is not CT and three digits`);
    for (const word of [code, name]) {
      if (seen.has(word)) throw new Error(`errors.ts: ${word} is there twice`);
      seen.add(word);
    }
  }
  const rows = errors.map(
    ({ code, name, httpStatus, title, remedy }) =>
      `  (${quoteLiteral(code)}, ${quoteLiteral(name)}, ${httpStatus}, ${quoteLiteral(title)},\n    ${quoteLiteral(remedy)})`,
  );
  return [
    {
      path: join(schemasFolder, '00_foundation', '05_error_codes_data.sql'),
      content: `${generatedMark} from packages/shared/src/errors.ts: edit that file, not this one.
insert into cutover.error_codes (code, name, http_status, title, remedy) values
${rows.join(',\n')};
`,
    },
  ];
}

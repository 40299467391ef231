// `npm run client:types`: writes the types of the HTTP API for src/client, read off its OpenAPI document. An error is a
// problem document in whichever operation, so all of them are one answer here.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { endpoints } from '../http/endpoints/index.ts';
import { openApi } from '../http/openapi.ts';

const folder = join(import.meta.dirname, '../client/generated');

const document = JSON.parse(JSON.stringify(openApi(endpoints))) as OpenAPI3;
const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
for (const path of Object.values(document.paths ?? {})) {
  for (const operation of Object.values(path) as { responses: Record<string, object> }[]) {
    const answers = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
    operation.responses = Object.fromEntries(answers.map(([status, answer]) => [status, { ...answer, headers: {} }]));
    operation.responses['default'] = { description: 'A problem document.', content: problem };
  }
}

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'api.ts'), astToString(await openapiTS(document)));

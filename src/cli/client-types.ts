// `npm run client:types`: writes the types of the HTTP API for src/client, read off its OpenAPI document. An error is a
// problem document in whichever operation, so all of them are one answer here, of the types that the operation has.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { endpoints } from '../http/endpoints/index.ts';
import { openApi, templateOf } from '../http/openapi/index.ts';
import { problem, problemsOf } from '../http/openapi/answers.ts';

interface Operation {
  responses: Record<string, object>;
}

const folder = join(import.meta.dirname, '../client/generated');

const document = JSON.parse(JSON.stringify(openApi(endpoints))) as OpenAPI3;
for (const endpoint of endpoints) {
  const methods = document.paths![templateOf(endpoint.path)] as Record<string, Operation>;
  const operation = methods[endpoint.method]!;
  const answers = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
  operation.responses = Object.fromEntries(answers.map(([status, answer]) => [status, { ...answer, headers: {} }]));
  const content = problem(...problemsOf(endpoint));
  operation.responses['default'] = { description: 'A problem document.', content };
}

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'api.ts'), astToString(await openapiTS(document)));

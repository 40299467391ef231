// What an endpoint can answer with, as OpenAPI writes it: its success, and every problem that it may meet.

import { type Endpoint, isOnlyOnce } from '../endpoint.ts';
import { unknownIn } from '../filters.ts';
import type { Components, Json } from './shapes.ts';
import { type ProblemType, problemStatus } from '../problems.ts';

export const problemShape: Json = {
  description: 'RFC 9457. Some types have more members than these.',
  type: 'object',
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'Which problem it is: decide by this.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'For people: what to do about it.' },
  },
  required: ['type', 'title', 'status', 'detail'],
};

const uriOf = (type: string): string => `/problems/${type}`;

/** Each answer names those that it may have. */
export const problemTypeShape: Json = {
  description: 'All types of problems. Each leads to what it means.',
  type: 'string',
  enum: Object.keys(problemStatus).map(uriOf),
};

const text = { type: 'string' };
export const headers: Json = {
  ETag: { description: 'Changes with what is answered.', schema: text },
  Location: { description: 'Of what was made.', schema: text },
  RateLimit: { description: 'What is left of the rate: draft-ietf-httpapi-ratelimit-headers.', schema: text },
  'RateLimit-Policy': { description: 'Against which rate the request counted.', schema: text },
  'Retry-After': { description: 'Seconds.', schema: { type: 'integer' } },
  'WWW-Authenticate': { schema: text },
  'Content-Range': { schema: text },
  'Idempotency-Replayed': { description: '`true`: the answer that was given before.', schema: text },
};
const refer = (...names: string[]): Json =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
/** Who is exempt from rates is told none. */
const rates = ['RateLimit', 'RateLimit-Policy'];

export function answersOf(endpoint: Endpoint, components: Components): Json {
  const answers: Record<string, unknown> = { ...success(endpoint, components) };
  const byStatus = Map.groupBy(problemsOf(endpoint), (type) => problemStatus[type]);
  for (const [status, types] of [...byStatus].sort(([a], [b]) => a - b)) {
    const special = status === 429 ? ['Retry-After'] : status === 401 ? ['WWW-Authenticate'] : [];
    answers[status] = {
      description: types.map((type) => `[${type.replaceAll('-', ' ')}](${uriOf(type)})`).join(', or '),
      headers: refer(...rates, ...special),
      content: problem(...types),
    };
  }
  return answers;
}

/** The content of an answer that is one of these. */
export function problem(...types: readonly ProblemType[]): Json {
  const statuses = [...new Set(types.map((type) => problemStatus[type]))];
  const properties = {
    type: { type: 'string', enum: types.map(uriOf) },
    status: { type: 'integer', enum: statuses },
  };
  const schema = { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties }] };
  return { 'application/problem+json': { schema } };
}

function success(endpoint: Endpoint, components: Components): Json {
  const { output, method, created, csv } = endpoint;
  const replayed = isOnlyOnce(endpoint) ? ['Idempotency-Replayed'] : [];
  const cached = method === 'get' ? { 304: { description: 'What you have still holds', headers: refer('ETag') } } : {};
  if (output === 'nothing') return { 204: { description: 'Done', headers: refer(...rates, ...replayed) } };
  if (output === 'bytes') {
    const content = { 'application/octet-stream': {} };
    const part = {
      description: 'The part that was asked for',
      headers: refer(...rates, 'ETag', 'Content-Range'),
      content,
    };
    return { 200: { description: 'The file', headers: refer(...rates, 'ETag'), content }, 206: part, ...cached };
  }
  const content = {
    'application/json': { schema: components.output(output) },
    ...(csv && { 'text/csv': {} }),
  };
  if (created) {
    const located = created === true ? [] : ['Location'];
    return { 201: { description: 'Made', headers: refer(...rates, ...located, ...replayed), content } };
  }
  return { 200: { description: 'Done', headers: refer(...rates, 'ETag', ...replayed), content }, ...cached };
}

/** Those that the frame itself finds, and those that the endpoint says its service refuses. */
export function problemsOf(endpoint: Endpoint): Set<ProblemType> {
  const { auth, method, params, query, body, output, refuses = [] } = endpoint;
  const found: ProblemType[] = [
    ...refuses,
    ...unknownIn(query?.shape ?? {}),
    'too-many-requests',
    'internal',
    'invalid-request',
  ];
  if (output !== 'nothing') found.push('not-acceptable');
  if (auth !== 'anyone') found.push('unauthorized', 'banned');
  if (auth !== 'anyone' && auth !== 'optional' && auth !== 'whoever' && auth !== 'player') found.push('forbidden');
  if (params || output !== 'nothing') found.push('not-found');
  if (output === 'bytes') found.push('range-not-satisfiable');
  if (method !== 'get' || body) found.push('content-too-large', 'unsupported-media-type');
  if (isOnlyOnce(endpoint)) found.push('idempotency-conflict', 'idempotency-key-reused');
  return new Set(found);
}

// The API's OpenAPI 3.1 document, read off its endpoints: served at /api/v1/openapi.json, shown at /api/docs, and what
// the tests hold every answer to.

import { type Endpoint, isOnlyOnce } from '../endpoint.ts';
import { Components, type Json } from './shapes.ts';
import { answersOf, headers, problemShape, problemTypeShape } from './answers.ts';
import { tagDescriptions } from './tags.ts';

export function openApi(endpoints: readonly Endpoint[]): Json {
  const components = new Components();
  const paths: Record<string, Record<string, Json>> = {};
  for (const endpoint of endpoints.toSorted(inReadingOrder)) {
    const path = (paths[templateOf(endpoint.path)] ??= {});
    path[endpoint.method] = operation(endpoint, components);
  }
  const tags = [...new Set(endpoints.map(tagOf))].sort();
  return {
    openapi: '3.1.1',
    info: {
      title: 'Arbiter',
      version: '1',
      summary: 'Accounts, matches and their logs, ratings, achievements.',
      description:
        'Errors are problem documents (RFC 9457). Lists are pages: `next` is the `cursor` of the following one. ' +
        'A POST sent again with its Idempotency-Key is done once. Playing itself goes over Colyseus rooms.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api/v1' }],
    tags: tags.map((name) => ({ name, description: (tagDescriptions as Readonly<Record<string, string>>)[name] })),
    paths,
    components: {
      schemas: { ...components.schemas, Problem: problemShape, ProblemType: problemTypeShape },
      headers,
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The access token of a session.' },
        titleKey: { type: 'http', scheme: 'bearer', description: "The key of a title's servers." },
      },
    },
  };
}

const methods: readonly Endpoint['method'][] = ['get', 'post', 'put', 'delete'];

/** By their paths, and of one path what is harmless first. */
function inReadingOrder(a: Endpoint, b: Endpoint): number {
  // As templates, since braces come after words: /players/me before /players/{id}.
  const [one, other] = [templateOf(a.path), templateOf(b.path)];
  if (one !== other) return one < other ? -1 : 1;
  return methods.indexOf(a.method) - methods.indexOf(b.method);
}

/** `/players/:id` as OpenAPI writes it. */
export const templateOf = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

const tagOf = ({ tag, path }: Endpoint): string => tag ?? path.split('/')[1]!;

function operation(endpoint: Endpoint, components: Components): Json {
  const { method, path, summary, auth } = endpoint;
  const role = ['moderator', 'developer', 'admin'].includes(auth) ? `For the role ${auth}, and admins.` : undefined;
  return {
    operationId: nameOf(method, path),
    tags: [tagOf(endpoint)],
    summary,
    ...(role && { description: role }),
    security: securityOf(endpoint),
    parameters: parametersOf(endpoint, components),
    ...bodyOf(endpoint, components),
    responses: answersOf(endpoint, components),
  };
}

function bodyOf({ body, bodyLimit = '64kb', takesFile }: Endpoint, components: Components): Json {
  if (!body) return {};
  const limit = bodyLimit.replace('kb', ' KB').replace('mb', ' MB');
  if (takesFile) {
    const content = { 'application/octet-stream': {} };
    return { requestBody: { description: `A file of up to ${limit}.`, required: true, content } };
  }
  const content = { 'application/json': { schema: components.input(body) } };
  return { requestBody: { description: `JSON of up to ${limit}.`, required: !acceptsNothing(body), content } };
}

/** `GET /matches/:id/log` is getMatchesByIdLog. */
function nameOf(method: string, path: string): string {
  const words = path.split(/[/-]/).filter((word) => word !== '');
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  return method + words.map((word) => (word.startsWith(':') ? `By${capital(word.slice(1))}` : capital(word))).join('');
}

/** No body is as good as an empty object. */
const acceptsNothing = (body: Endpoint['body']): boolean => body?.safeParse({}).success ?? true;

function securityOf({ auth }: Endpoint): Json[] {
  if (auth === 'anyone') return [];
  if (auth === 'optional') return [{}, { session: [] }];
  if (auth === 'known') return [{ session: [] }, { titleKey: [] }];
  if (auth === 'whoever') return [{}, { session: [] }, { titleKey: [] }];
  return [auth.startsWith('title:') ? { titleKey: [] } : { session: [] }];
}

function parametersOf(endpoint: Endpoint, components: Components): Json[] {
  const { params, query, method, output, refuses = [] } = endpoint;
  const sent: Json[] = [];
  for (const [place, shape] of [
    ['path', params],
    ['query', query],
  ] as const) {
    if (!shape) continue;
    const { properties = {}, required = [] } = components.input(shape) as { properties?: Json; required?: string[] };
    for (const [name, schema] of Object.entries(properties)) {
      const { description, ...own } = schema as { description?: string };
      const isRequired = place === 'path' || required.includes(name);
      sent.push({
        name,
        in: place,
        required: isRequired,
        ...(description !== undefined && { description }),
        schema: own,
      });
    }
  }
  if (method === 'get') sent.push(header('If-None-Match', 'An ETag: the answer is 304 where it still holds.'));
  if (output === 'bytes') sent.push(header('Range', 'Of the file, `bytes=0-99`: the answer is 206 with that part.'));
  if (refuses.includes('precondition-failed')) {
    sent.push(header('If-Match', 'The ETag of what you have seen: 412 where there is another.'));
    if (method === 'put') sent.push(header('If-None-Match', '`*`: 412 where there is one already.'));
  }
  if (isOnlyOnce(endpoint))
    sent.push(header('Idempotency-Key', 'A new UUID: the same request sent again has the same answer.'));
  return sent;
}

const header = (name: string, description: string): Json => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string', ...(name === 'Idempotency-Key' && { minLength: 16, maxLength: 200 }) },
});

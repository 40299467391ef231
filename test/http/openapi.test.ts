// The API's document: what it says of itself, and that the tests hold every answer to it.

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { ApiDocument, Schema } from '../../loadtest/contract/document.ts';
import { endpoints } from '../../src/http/endpoints/index.ts';
import { tagDescriptions } from '../../src/http/openapi/tags.ts';
import { type ProblemType, problemStatus } from '../../src/http/problems.ts';
import { takeMisfits } from '../support/misfits.ts';
import { startServer, type TestServer } from '../support/server.ts';

interface Properties {
  readonly type: { readonly enum: readonly string[] };
}

let server: TestServer;
let document: ApiDocument;
beforeAll(async () => {
  server = await startServer();
  document = (await (await fetch(`${server.endpoint}/api/v1/openapi.json`)).json()) as ApiDocument;
});
afterAll(() => server.stop());

test('[H8] every endpoint is in the document, with its parameters, its body and all it may answer', () => {
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  );
  expect(described.toSorted()).toEqual(endpoints.map(({ method, path }) => `${method} ${path}`).toSorted());

  const links = document.paths['/matches/{id}/links']!['post']!;
  expect(links).toMatchObject({
    ...{ operationId: 'postMatchesByIdLinks', tags: ['matches'], security: [{ session: [] }] },
    requestBody: { required: false, content: { 'application/json': { schema: { type: 'object' } } } },
    responses: { 201: { headers: { Location: {} }, content: { 'application/json': {} } } },
  });
  expect(links.parameters.map(({ name }) => name)).toEqual(['id', 'Idempotency-Key']);
  for (const status of [400, 401, 404, 406, 409, 413, 415, 422, 429, 500])
    expect(links.responses).toHaveProperty(`${status}`);
  expect(document.paths['/scores']!['post']!).toMatchObject({
    security: [{ titleKey: [] }],
    requestBody: { content: { 'application/json': { schema: { anyOf: [{ type: 'object' }, { type: 'array' }] } } } },
  });
  const takesKey = Object.entries(document.paths).flatMap(([path, { post }]) =>
    post?.parameters.some(({ name }) => name === 'Idempotency-Key') ? [path] : [],
  );
  const posts = Object.entries(document.paths).flatMap(([path, { post }]) => (post ? [path] : []));
  expect(posts.filter((path) => !takesKey.includes(path))).toEqual(['/admin/players/search', '/storage']);
  const ids = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map((each) => each.operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

test('[H8] each operation names all the problems that it may answer with, by their status, and no others', () => {
  const typesOf = (path: string, method: string, status: number): string[] => {
    const { content } = document.paths[path]![method]!.responses[status]!;
    const { allOf } = content!['application/problem+json']!.schema as { allOf: { properties?: Properties }[] };
    return allOf[1]!.properties!.type.enum.map((type) => type.replace('/problems/', ''));
  };
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, { responses }] of Object.entries(methods)) {
      for (const status of Object.keys(responses)
        .map(Number)
        .filter((each) => !(each < 400))) {
        for (const type of typesOf(path, method, status))
          expect(problemStatus[type as ProblemType], `${method} ${path}: ${type}`).toBe(status);
      }
    }
  }
  expect(typesOf('/messages/{id}', 'post', 403)).toEqual(['forbidden', 'muted', 'unreachable', 'banned']);
  expect(typesOf('/players', 'post', 409)).toEqual(['email-taken', 'idempotency-conflict']);
  expect(typesOf('/matches/{id}/log', 'get', 403)).toEqual(['still-secret', 'private-match', 'banned']);
  expect(typesOf('/matches/{id}/replay', 'get', 409)).toEqual(['no-replay', 'still-running']);
  expect(document.paths['/matches/{id}/log']!['get']!.responses).not.toHaveProperty('409');
  expect(document.paths['/games']!['get']!.responses).not.toHaveProperty('403');
});

test('[H8] parameters and fields say what their names do not', () => {
  const { parameters } = document.paths['/storage/{collection}/{key}']!['put']!;
  const described = Object.fromEntries(parameters.map(({ name, description }) => [name, description]));
  expect(described).toMatchObject({
    'If-Match': expect.stringContaining('ETag'),
    'If-None-Match': expect.stringContaining('*'),
  });
  const board = document.paths['/leaderboards/{game}']!['get']!.parameters;
  expect(board.find(({ name }) => name === 'cursor')).toMatchObject({
    description: expect.stringContaining('`next`'),
    schema: { type: 'string' },
  });
  const { properties } = document.components.schemas['Standing'] as { properties: Record<string, Schema> };
  expect(properties).toMatchObject({ deviation: { description: expect.stringContaining('unsure') } });
});

test('[H8] every schema of the document compiles, and every reference leads somewhere', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(document, 'api');
  const text = JSON.stringify(document);
  for (const [, name] of text.matchAll(/"#(\/components\/[^"]+)"/g)) {
    const found = name!
      .split('/')
      .slice(1)
      .reduce<unknown>((at, key) => (at as Record<string, unknown>)?.[key], document);
    expect(found, name).toBeTypeOf('object');
  }
  for (const name of Object.keys(document.components.schemas)) {
    expect(ajv.getSchema(`api#/components/schemas/${name}`), name).toBeTypeOf('function');
  }
});

test('[H8] the document itself is cached by its ETag', async () => {
  const url = `${server.endpoint}/api/v1/openapi.json`;
  const etag = (await fetch(url)).headers.get('etag')!;
  expect(etag).toMatch(/^"\w{32}"$/);
  expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
});

test.each([
  ['a body that does not fit', 200, 'application/json', '{"items":"none","titles":[],"next":null}', /must be array/],
  [
    'a member that nobody has told of',
    200,
    'application/json',
    '{"items":[],"titles":[],"next":null,"secret":1}',
    /additional properties/,
  ],
  ['another content type', 200, 'text/html', '<p>', /content type is text\/html/],
  ['a status that is not there', 202, 'application/json', '{"items":[]}', /has no 202/],
  [
    'a refusal that nobody has told of',
    404,
    'application/problem+json',
    '{"type":"/problems/muted","title":"muted","status":404,"detail":"Wait."}',
    /type must be equal to one of the allowed values/,
  ],
  ['an error that is no problem document', 404, 'application/problem+json', '{"error":"gone"}', /must have required/],
])('[H8] in every test file %s fails the request', async (_what, status, type, body, why) => {
  const liar = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': type }).end(body);
  }).listen(0, '127.0.0.1');
  await once(liar, 'listening');
  onTestFinished(() => void liar.close());
  const { port } = liar.address() as AddressInfo;
  await expect(fetch(`http://127.0.0.1:${port}/api/v1/games`)).rejects.toThrow(why);
  // Wherever it is caught, it also fails the test: not this one.
  expect(takeMisfits()).toHaveLength(1);
});

test('[H8] the document is to be read: groups say what they are about, and begin with what changes nothing', () => {
  const { tags } = document as unknown as { tags: { name: string; description?: string }[] };
  expect(tags.filter(({ description }) => !description)).toEqual([]);
  expect(tags.map(({ name }) => name).toSorted()).toEqual(Object.keys(tagDescriptions).toSorted());
  for (const methods of Object.values(document.paths)) {
    const order = ['get', 'post', 'put', 'delete'].filter((method) => method in methods);
    expect(Object.keys(methods)).toEqual(order);
  }
  const paths = Object.keys(document.paths);
  expect(paths.indexOf('/players')).toBeLessThan(paths.indexOf('/players/{id}'));
  expect(paths.indexOf('/players/{id}')).toBeLessThan(paths.indexOf('/players/{id}/stats'));
});

test('[H8] what a body may be tried out with is no random text: a pattern has an example, which it takes', () => {
  const bare: string[] = [];
  const look = (schema: unknown, where: string): void => {
    if (typeof schema !== 'object' || schema === null) return;
    const { pattern, examples } = schema as { pattern?: unknown; examples?: string[] };
    if (typeof pattern === 'string' && !new RegExp(pattern, 'u').test(examples?.[0] ?? '')) bare.push(where);
    for (const [name, inner] of Object.entries(schema)) look(inner, `${where}/${name}`);
  };
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, { requestBody }] of Object.entries(methods)) look(requestBody, `${method} ${path}`);
  }
  expect(bare).toEqual([]);
});

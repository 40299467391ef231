// What happens to a request, the same for every endpoint: who asks and how often, then the body, then the handler once
// all shapes fit, then the answer in its own shape.

import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Services } from '../services/index.ts';
import { Refused } from '../services/refused.ts';
import { isTitle, type Known, readCaller, requireRole, worthless } from './caller.ts';
import { toCsv } from './csv.ts';
import { type Endpoint, isOnlyOnce } from './endpoint.ts';
import { refuseUnknown } from './filters.ts';
import { onlyOnce } from './only-once.ts';
import { etagOf, isHeld } from './preconditions.ts';
import { listOf, readMark, writeMark } from './paging.ts';
import { Problem, refusedProblem } from './problems.ts';
import { hasNul, readBody } from './read-body.ts';
import { type FileAnswer, privately, sendBytes } from './send-bytes.ts';
import { throttle } from './throttle.ts';

/** An answer in JSON or CSV, or one of 204 without any. */
export interface Composed {
  readonly status: number;
  readonly location?: string;
  readonly json?: string;
  readonly csv?: string;
}

export async function answer(
  definition: Endpoint,
  services: Services,
  request: Request,
  response: Response,
): Promise<void> {
  const caller = await admit(definition, services, request, response);
  if (definition.csv) response.vary('Accept');
  requireAcceptable(definition, request);
  const body = definition.method === 'get' ? {} : ((await readBody(request, definition)) ?? {});
  let isPrivate = false;
  const keepFromCaches = (): void => {
    isPrivate = true;
    response.set('Cache-Control', privately);
  };
  const output = async (): Promise<unknown> => {
    const params = parse('path', definition.params, request.params);
    const query = parse('query', definition.query, asked(definition, request));
    const unknown = await refuseUnknown(services, query);
    if (unknown) throw refusedProblem(unknown);
    const list = listOf(definition, params, query);
    const given = await definition.handler(services, {
      params,
      query: readMark(list, query),
      body: parse('body', definition.body, body),
      caller,
      device: request.get('user-agent'),
      ifMatch: request.get('if-match'),
      ifNoneMatch: request.get('if-none-match'),
      tagWith: (etag) => void response.set('ETag', etag),
      keepFromCaches,
    });
    if (given instanceof Refused) throw refusedProblem(given);
    if (given === undefined && definition.output !== 'nothing') {
      throw new Problem(404, 'not-found', 'There is no such thing.');
    }
    return writeMark(list, given);
  };
  if (definition.output === 'bytes') return sendBytes(request, response, (await output()) as FileAnswer, isPrivate);
  const make = async (): Promise<Composed> => compose(definition, request, await output());
  send(
    request,
    response,
    await (isOnlyOnce(definition) ? onlyOnce(services, request, response, { caller, body, make }) : make()),
  );
}

/** Counts the request, and throws the problem where the caller may not ask this. */
async function admit(
  { auth, method, rate }: Endpoint,
  services: Services,
  request: Request,
  response: Response,
): Promise<Known | undefined> {
  const asking = await readCaller(request, services);
  const policy = rate ?? (isTitle(asking) ? 'title' : 'default');
  const known = asking === 'invalid' ? undefined : asking;
  await throttle(request, response, { rateLimits: services.rateLimits, policy, caller: known });
  // Also where it is optional: who sends a token means to be somebody.
  if (asking === 'invalid' && auth !== 'anyone') throw await worthless(request, services);
  const caller = await requireRole(known, auth, services);
  // What is somebody's own, tokens above all, is not for caches; the rest they may keep, and ask whether it still holds.
  if (caller || policy !== 'default') response.set('Cache-Control', 'no-store');
  else if (method === 'get') response.vary('Authorization').set('Cache-Control', 'no-cache');
  return caller;
}

function requireAcceptable({ output, csv }: Endpoint, request: Request): void {
  const json = ['application/json', ...(csv ? ['text/csv'] : [])];
  const types = output === 'bytes' ? ['application/octet-stream'] : json;
  if (output !== 'nothing' && !request.accepts([...types, 'application/problem+json'])) {
    throw new Problem(406, 'not-acceptable', `This answers with ${types.join(' or ')}.`);
  }
}

function compose({ output: shape, created, csv }: Endpoint, request: Request, output: unknown): Composed {
  if (typeof shape === 'string') return { status: 204 };
  const value = shape.parse(output);
  if (csv && request.accepts(['application/json', 'text/csv']) === 'text/csv') {
    return { status: 200, csv: toCsv(csv, (value as { items: readonly object[] }).items) };
  }
  const json = JSON.stringify(value);
  if (created === undefined) return { status: 200, json };
  if (created === true) return { status: 201, json };
  const field = (_: string, name: string): string =>
    encodeURIComponent(String((value as Record<string, unknown>)[name]));
  return { status: 201, json, location: request.baseUrl + created.replace(/\{(\w+)\}/g, field) };
}

function send(request: Request, response: Response, { status, location, json, csv }: Composed): void {
  response.status(status);
  if (location !== undefined) response.set('Location', location);
  const text = csv ?? json;
  if (text === undefined) return void response.end();
  if (status === 200 && (request.method === 'GET' || request.method === 'HEAD')) {
    const etag = response.get('ETag') ?? etagOf(text);
    response.set('ETag', etag);
    if (isHeld(request, etag)) return void response.status(304).end();
  }
  const type = csv === undefined ? 'application/json' : 'text/csv';
  // Not by express' `send`, which would ask once more what the client has, and parse the type to know the charset.
  response.setHeader('Content-Type', `${type}; charset=utf-8`).setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
}

/** What is asked, all of which must be something: a parameter that is passed over looks like one that was obeyed. */
function asked({ query }: Endpoint, request: Request): unknown {
  const names = Object.keys(query?.shape ?? {});
  const strange = Object.keys(request.query).filter((name) => !names.includes(name));
  if (strange.length === 0) return request.query;
  const message = names.length === 0 ? 'nothing can be asked here' : `must be one of ${names.join(', ')}`;
  const errors = strange.map((field) => ({ where: 'query', field, message: `no such parameter: ${message}` }));
  const detail = errors.map((error) => `${error.field}: ${error.message}`).join('; ');
  throw new Problem(400, 'invalid-request', detail, { errors });
}

function parse<T>(where: string, shape: z.ZodType<T> | undefined, value: unknown): T {
  if (!shape) return {} as T;
  if (hasNul(value)) throw new Problem(400, 'invalid-request', `${where}: must have no NUL characters`);
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => ({ where, field: issue.path.join('.'), message: wordsOf(issue) }));
  const detail = errors.map((error) => `${error.field || where}: ${error.message}`).join('; ');
  throw new Problem(400, 'invalid-request', detail, { errors });
}

/** Of alternatives none of which fits, what is wrong with each. */
function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue.message;
  const each = issue.errors.map((issues) =>
    issues.map((inner) => [inner.path.join('.'), wordsOf(inner)].filter((word) => word !== '').join(': ')).join('; '),
  );
  return `must fit one of these, and it is not so: ${each.map((words) => `(${words})`).join(' or ')}`;
}

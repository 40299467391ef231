// Walks every operation of a running server's document, as everybody, with input that fits and input that does not, and
// holds each answer to the document.

import fc from 'fast-check';
import { type ApiDocument, type Exchange, judgeBy, type Operation, type Schema } from './document.ts';
import { type Generator, generatorFor, type Meant, namesIn, orElse, type Schemas } from './generate.ts';
import { kindsOf } from './kinds.ts';
import { makeOne, png } from './stock.ts';
import { type Account, accountOf, type Asker, askers, openWorld, type World } from './world.ts';

export interface WalkOptions {
  readonly endpoint: string;
  /** Of the server, to give accounts their roles. */
  readonly databaseUrl: string;
  readonly seed: number;
  /** Of each kind of input, for each operation and asker. */
  readonly runs: number;
  /** An operation's id. */
  readonly only?: string | undefined;
  readonly progress: (line: string) => void;
}

export interface WalkResult {
  readonly operations: number;
  readonly requests: number;
  readonly errors5xx: number;
  readonly schemaMisfits: number;
  /** Operations that nobody got a 2xx or 3xx from: what they do was not seen. */
  readonly unreached: readonly string[];
  /** What was asked and answered where something was wrong, to be read. */
  readonly faults: readonly string[];
}

const kinds = ['valid', 'boundary', 'invalid'] as const;

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string | Uint8Array | undefined;
}

export async function walk({ endpoint, databaseUrl, seed, runs, only, progress }: WalkOptions): Promise<WalkResult> {
  const document = (await (await fetch(`${endpoint}/api/v1/openapi.json`)).json()) as ApiDocument;
  const { schemas } = document.components;
  const judge = judgeBy(document);
  const world = await openWorld(endpoint, databaseUrl);
  const tally = { operations: 0, requests: 0, errors5xx: 0, schemaMisfits: 0 };
  const faults: string[] = [];
  const unreached: string[] = [];
  try {
    for (const [template, method, operation] of operationsOf(document, only)) {
      progress(`${++tally.operations} ${operation.operationId}`);
      let reached = false;
      for (const asker of askers) {
        let account = await accountOf(asker, world);
        const meant = await meaning([template, method, operation], schemas, asker, account, world, progress);
        const generator = generatorFor(schemas, meant);
        for (const asked of inputs(template, method, operation, generator, meant, { seed, runs })) {
          const exchange = await send(endpoint, asked, account?.token);
          // What is only read, or refused, ends nobody's session.
          const mayHaveEnded = (method !== 'GET' && exchange.status < 400) || exchange.status === 401;
          if (mayHaveEnded) account = await accountOf(asker, world);
          tally.requests += 1;
          reached ||= exchange.status < 400;
          const misfit = judge(exchange);
          if (exchange.status >= 500) tally.errors5xx += 1;
          else if (misfit !== undefined) tally.schemaMisfits += 1;
          if (exchange.status >= 500 || misfit !== undefined)
            faults.push(told(operation, asker, asked, exchange, misfit));
        }
      }
      if (!reached) unreached.push(operation.operationId);
    }
  } finally {
    await world.close();
  }
  return { ...tally, unreached, faults };
}

function operationsOf(document: ApiDocument, only: string | undefined): [string, string, Operation][] {
  return Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.entries(methods)
      .filter(([, { operationId }]) => only === undefined || operationId === only)
      .map(([method, operation]): [string, string, Operation] => [template, method.toUpperCase(), operation]),
  );
}

/** Makes what the operation may name, for this asker; for nobody and a title's server, its developer's. */
async function meaning(
  [template, method, operation]: [string, string, Operation],
  schemas: Schemas,
  asker: Asker,
  account: Account | undefined,
  world: World,
  progress: WalkOptions['progress'],
): Promise<Meant> {
  const members = namesIn(operation.requestBody, schemas);
  const names = new Set(['', ...operation.parameters.map(({ name }) => name), ...members]);
  const known = new Map<string, readonly unknown[]>();
  if (!mayAsk(asker, operation)) return () => undefined;
  const by = account === undefined || asker === 'title' ? world.owner : account;
  for (const [name, kind] of kindsOf(`${method} ${template}`, names)) {
    try {
      const made = await makeOne(kind, by, world);
      if (made.length > 0) known.set(name, made);
    } catch (error) {
      progress(`no ${kind} for ${asker}: ${(error as Error).message}`);
    }
  }
  return (name) => known.get(name);
}

function mayAsk(asker: Asker, { security }: Operation): boolean {
  const scheme = asker === 'title' ? 'titleKey' : 'session';
  return (
    security.length === 0 ||
    security.some((one) => (asker === 'nobody' ? Object.keys(one).length === 0 : scheme in one))
  );
}

/** The same for each asker but for what was made for them, so that what one may and another may not is seen. */
function* inputs(
  template: string,
  method: string,
  operation: Operation,
  generator: Generator,
  meant: Meant,
  { seed, runs }: { seed: number; runs: number },
): globalThis.Generator<Asked> {
  for (const kind of kinds) {
    const sample = (as: keyof Generator, numRuns: number) =>
      fc.sample(drawn(operation, generator, meant, as), { seed, numRuns });
    const all = kind === 'valid' ? [...sample('plain', 1), ...sample('valid', runs - 1)] : sample(kind, runs);
    for (const { path, query, body } of all) {
      yield {
        method,
        path: template.replace(/\{(\w+)\}/g, (_, name: string) => encodeText(path[name])),
        query: Object.entries(query)
          .map(([name, each]) => `${name}=${encodeText(each)}`)
          .join('&'),
        body: body instanceof Uint8Array || body === undefined ? body : JSON.stringify(body),
      };
    }
  }
}

function drawn({ parameters, requestBody }: Operation, generator: Generator, meant: Meant, kind: keyof Generator) {
  const named = (name: string, schema: Schema): fc.Arbitrary<unknown> => {
    const known = meant(name);
    const any = generator[kind](schema);
    if (!known || kind === 'invalid') return any;
    return kind === 'boundary'
      ? orElse(known, any)
      : fc.constantFrom(...(kind === 'plain' ? known.slice(0, 1) : known));
  };
  const model = (from: Operation['parameters']) =>
    Object.fromEntries(from.map(({ name, schema }) => [name, named(name, schema)]));
  // A cursor that fits comes from a page.
  const query = of(parameters, 'query').filter(
    ({ name, required }) => (kind !== 'plain' || required) && (kind !== 'valid' || name !== 'cursor'),
  );
  const requiredKeys = query.flatMap(({ name, required }) => (required && kind !== 'invalid' ? [name] : []));
  return fc.record({
    path: fc.record<Fields>(model(of(parameters, 'path'))),
    query: fc.record<Fields>(model(query), { requiredKeys }),
    body: bodyOf(requestBody, generator, kind),
  });
}

function bodyOf(body: Operation['requestBody'], generator: Generator, kind: keyof Generator): fc.Arbitrary<unknown> {
  if (!body) return fc.constant(undefined);
  const { schema } = body.content['application/json'] ?? {};
  if (schema) return generator[kind](schema);
  // What takes a file takes images.
  return kind === 'plain' || kind === 'valid' ? fc.constant(png) : fc.uint8Array({ maxLength: 100 });
}

type Fields = Readonly<Record<string, unknown>>;

const of = (parameters: Operation['parameters'], place: string) => parameters.filter((each) => each.in === place);

/** A lone half of a character can't be in a URL; nor can a path be too long for a request line, or none. */
function encodeText(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return encodeURIComponent(text.toWellFormed().slice(0, 1_000)).replaceAll('.', '%2E') || '%20';
}

async function send(
  endpoint: string,
  { method, path, query, body }: Asked,
  token: string | undefined,
): Promise<Exchange> {
  const response = await fetch(`${endpoint}/api/v1${path}${query && `?${query}`}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && {
        'content-type': body instanceof Uint8Array ? 'application/octet-stream' : 'application/json',
      }),
    },
    ...(body !== undefined && { body }),
  });
  const contentType = response.headers.get('content-type');
  return { method, path, status: response.status, contentType, body: await response.text() };
}

function told(
  { operationId }: Operation,
  asker: Asker,
  asked: Asked,
  { status, body }: Exchange,
  misfit: string | undefined,
): string {
  const { method, path, query } = asked;
  return [
    `${operationId} as ${asker}: ${status}${misfit === undefined ? '' : `, ${misfit}`}`,
    `  ${method} ${path}${query && `?${query}`} ${typeof asked.body === 'string' ? asked.body.slice(0, 300) : ''}`,
    `  ${body.slice(0, 300)}`,
  ].join('\n');
}

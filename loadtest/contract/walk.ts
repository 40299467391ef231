// Walks every operation of a running server's document, as everybody, with input that fits and input that does not, and
// holds each answer to the document.

import fc from 'fast-check';
import { type ApiDocument, type Exchange, judgeBy, type Operation } from './document.ts';
import { type Generator, generatorFor } from './generate.ts';
import { type Asker, askers, openWorld, type World } from './world.ts';

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
  readonly body: string | undefined;
}

export async function walk({ endpoint, databaseUrl, seed, runs, only, progress }: WalkOptions): Promise<WalkResult> {
  const document = (await (await fetch(`${endpoint}/api/v1/openapi.json`)).json()) as ApiDocument;
  const judge = judgeBy(document);
  const generator = generatorFor(document.components.schemas);
  const world = await openWorld(endpoint, databaseUrl);
  const tally = { operations: 0, requests: 0, errors5xx: 0, schemaMisfits: 0 };
  const faults: string[] = [];
  const unreached: string[] = [];
  try {
    for (const [template, method, operation] of operationsOf(document, only)) {
      progress(`${++tally.operations} ${operation.operationId}`);
      let reached = false;
      for (const asker of askers) {
        for (const asked of inputs(template, method, operation, generator, world, { seed, runs })) {
          const exchange = await send(endpoint, asked, await world.tokenOf(asker));
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

/** The same for each asker, so that what one may and another may not is seen. */
function* inputs(
  template: string,
  method: string,
  operation: Operation,
  generator: Generator,
  { known }: World,
  { seed, runs }: { seed: number; runs: number },
): globalThis.Generator<Asked> {
  for (const kind of kinds) {
    for (const { path, query, body } of fc.sample(drawn(template, operation, generator, known, kind), {
      seed,
      numRuns: runs,
    })) {
      yield {
        method,
        path: template.replace(/\{(\w+)\}/g, (_, name: string) => encodeText(path[name])),
        query: Object.entries(query)
          .map(([name, each]) => `${name}=${encodeText(each)}`)
          .join('&'),
        body: body === undefined ? undefined : JSON.stringify(withKnown(body, known)),
      };
    }
  }
}

function drawn(
  template: string,
  { parameters, requestBody }: Operation,
  generator: Generator,
  known: World['known'],
  kind: (typeof kinds)[number],
) {
  const path = of(parameters, 'path').map(({ name, schema }) => {
    const before = template.split(`/{${name}}`)[0]!.split('/').at(-1)!;
    const meant = known[name] ?? known[before] ?? known['players']!;
    return [
      name,
      either(kind, fc.constantFrom(...meant), generator[kind](schema), kind === 'valid' ? 1 : 0.5),
    ] as const;
  });
  // A cursor that fits comes from a page.
  const asked = of(parameters, 'query').filter(({ name }) => kind !== 'valid' || name !== 'cursor');
  const query = asked.map(({ name, schema }) => {
    const meant = known[name];
    const any = generator[kind](schema);
    return [name, meant ? either(kind, fc.constantFrom(...meant), any, 0.7) : any] as const;
  });
  const requiredKeys = asked.flatMap(({ name, required }) => (required && kind !== 'invalid' ? [name] : []));
  const json = requestBody?.content['application/json'];
  return fc.record({
    path: fc.record<Fields>(Object.fromEntries(path)),
    query: fc.record<Fields>(Object.fromEntries(query), { requiredKeys }),
    // What takes a file is asked without one.
    body: json ? generator[kind](json.schema) : fc.constant(undefined),
  });
}

type Fields = Readonly<Record<string, unknown>>;

const of = (parameters: Operation['parameters'], place: string) => parameters.filter((each) => each.in === place);

/** What is meant with this share, unless nothing is to fit. */
const either = (kind: string, meant: fc.Arbitrary<unknown>, any: fc.Arbitrary<unknown>, share: number) =>
  kind === 'invalid'
    ? any
    : fc.oneof({ arbitrary: meant, weight: share * 10 }, { arbitrary: any, weight: 10 - share * 10 });

/** Members that mean something do so in half of all bodies. */
function withKnown(body: unknown, known: World['known']): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const isHalf = JSON.stringify(body).length % 2 === 0;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      isHalf && typeof value === 'string' ? (known[name]?.[0] ?? value) : value,
    ]),
  );
}

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
      ...(body !== undefined && { 'content-type': 'application/json' }),
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
    `  ${method} ${path}${query && `?${query}`} ${asked.body?.slice(0, 300) ?? ''}`,
    `  ${body.slice(0, 300)}`,
  ].join('\n');
}

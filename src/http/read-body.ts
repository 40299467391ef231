// Bodies: JSON in UTF-8, or a file where an endpoint takes one, and no more of it than the endpoint takes. By hand, since
// express' own reader answers only once a body that is too large has come to its end, which may be never.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Request } from 'express';
import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { Problem } from './problems.ts';

const limits = { '64kb': 64 * 1024, '256kb': 256 * 1024, '1mb': 1024 * 1024 } as const;
/** For a client to come to its end, and to read the answer where it has none. */
const lingerMs = 2_000;
const mostLevels = 32;

/** The body of an endpoint that takes a file. */
export const fileBody = z.instanceof(Uint8Array, { error: 'must be a file' });

/** Undefined where there is none. Throws what is wrong with it. */
export async function readBody(
  request: Request,
  { bodyLimit = '64kb', takesFile = false }: Pick<Endpoint, 'bodyLimit' | 'takesFile'> = {},
): Promise<unknown> {
  const {
    'content-length': length = '0',
    'transfer-encoding': chunked,
    'content-encoding': encoding,
  } = request.headers;
  if (length === '0' && chunked === undefined) return undefined;
  const most = limits[bodyLimit];
  if (Number(length) > most) throw await tooLarge(request, most);
  if (takesFile) return collect(request, most);
  const charset = /charset="?([\w-]+)/i.exec(request.get('content-type') ?? '')?.[1] ?? 'utf-8';
  if (!request.is(['json', '+json']) || encoding !== undefined || charset.toLowerCase() !== 'utf-8') {
    const detail = 'Bodies are plain JSON in UTF-8: send Content-Type: application/json.';
    throw new Problem(415, 'unsupported-media-type', detail);
  }
  const body = parse(await collect(request, most));
  // What goes through a value by recursion, JSON.stringify among it, would overflow the stack.
  if (isDeeper(body, mostLevels)) throw invalid(`more than ${mostLevels} levels deep`);
  return body;
}

function collect(request: Request, most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size <= most) return void chunks.push(chunk);
      request.off('data', take).off('end', finish).off('close', fail);
      void tooLarge(request, most).then(reject);
    };
    const finish = (): void => resolve(Buffer.concat(chunks));
    const fail = (): void => reject(invalid('cut off'));
    request.on('data', take).once('end', finish).once('close', fail);
  });
}

/** The rest is thrown away, so that the connection can go on; one that has no end is closed after the answer. */
async function tooLarge(request: Request, most: number): Promise<Problem> {
  request.resume();
  await Promise.race([
    new Promise((resolve) => request.once('end', resolve)),
    sleep(lingerMs, undefined, { ref: false }),
  ]);
  if (!request.complete) setTimeout(() => request.socket.destroy(), lingerMs).unref();
  return new Problem(413, 'content-too-large', `The body may have ${most / 1024} KB.`);
}

function parse(bytes: Buffer): unknown {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    throw invalid('not JSON');
  }
  throw invalid('neither an object nor a list');
}

const invalid = (what: string): Problem => new Problem(400, 'invalid-request', `body: ${what}`);

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1)));

/** PostgreSQL's text has no such character, and nobody's name, query or cursor needs it. */
export const hasNul = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.includes('\0')
    : typeof value === 'object' &&
      value !== null &&
      // A file has any bytes.
      !(value instanceof Uint8Array) &&
      Object.entries(value).some(([key, each]) => key.includes('\0') || hasNul(each));

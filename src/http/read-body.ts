// Bodies: JSON, or a file where an endpoint takes one, and no more of it than the endpoint takes.

import express, { type Request, type Response } from 'express';
import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { Problem } from './problems.ts';

const types = ['json', '+json'];
const readersOf = (limit: NonNullable<Endpoint['bodyLimit']>) => ({
  json: express.json({ limit, strict: true, type: types }),
  file: express.raw({ limit, type: () => true }),
});
const readers = { '64kb': readersOf('64kb'), '256kb': readersOf('256kb'), '1mb': readersOf('1mb') } as const;

/** The body of an endpoint that takes a file. */
export const fileBody = z.instanceof(Uint8Array, { error: 'must be a file' });

/** `{}` where there is none. Throws what is wrong with it. */
export async function readBody(
  request: Request,
  response: Response,
  { bodyLimit = '64kb', takesFile = false }: Pick<Endpoint, 'bodyLimit' | 'takesFile'>,
): Promise<unknown> {
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers;
  if (length === '0' && encoding === undefined) return {};
  if (!takesFile && !request.is(types)) {
    throw new Problem(415, 'unsupported-media-type', 'Bodies are JSON: send Content-Type: application/json.');
  }
  const read = readers[bodyLimit][takesFile ? 'file' : 'json'];
  await new Promise<void>((resolve, reject) => {
    read(request, response, (error?: unknown) => (error ? reject(error) : resolve()));
  });
  return (request.body as unknown) ?? {};
}

/** PostgreSQL's text has no such character, and nobody's name, query or cursor needs it. */
export function hasNul(value: unknown): boolean {
  // Without recursion, since a body can be nested deeper than the stack.
  const left = [value];
  while (left.length > 0) {
    const each = left.pop();
    if (typeof each === 'string' && each.includes('\0')) return true;
    if (typeof each !== 'object' || each === null || each instanceof Uint8Array) continue;
    for (const [key, inner] of Object.entries(each)) left.push(key, inner);
  }
  return false;
}

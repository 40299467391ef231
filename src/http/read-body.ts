// Bodies: JSON, and no more of it than an endpoint takes.

import express, { type Request, type Response } from 'express';
import { Problem } from './problems.ts';

const types = ['json', '+json'];
const reader = (limit: '64kb' | '256kb') => express.json({ limit, strict: true, type: types });
const readers = { '64kb': reader('64kb'), '256kb': reader('256kb') } as const;

/** `{}` where there is none. Throws what is wrong with it. */
export async function readBody(
  request: Request,
  response: Response,
  limit: keyof typeof readers = '64kb',
): Promise<unknown> {
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers;
  if (length === '0' && encoding === undefined) return {};
  if (!request.is(types)) {
    throw new Problem(415, 'unsupported-media-type', 'Bodies are JSON: send Content-Type: application/json.');
  }
  await new Promise<void>((resolve, reject) => {
    readers[limit](request, response, (error?: unknown) => (error ? reject(error) : resolve()));
  });
  return (request.body as unknown) ?? {};
}

/** PostgreSQL's text has no such character, and nobody's name, query or cursor needs it. */
export const hasNul = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.includes('\0')
    : typeof value === 'object' &&
      value !== null &&
      Object.entries(value).some(([key, each]) => key.includes('\0') || hasNul(each));

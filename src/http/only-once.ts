// Idempotency-Key: what a POST does is done once, however often it is sent.

import type { Request, Response } from 'express';
import type { OnceRequest } from '../services/idempotency.ts';
import type { Services } from '../services/index.ts';
import type { Composed } from './answer.ts';
import type { Known } from './caller.ts';
import { Problem } from './problems.ts';
import { nameOf } from './throttle.ts';

/** Shorter ones could be guessed: an answer belongs to whoever has its key. Quotes, as in the draft, may be left out. */
const keyShape = /^"?([\x21\x23-\x7e]{16,200})"?$/;

interface Attempt {
  readonly caller: Known | undefined;
  readonly body: unknown;
  readonly make: () => Promise<Composed>;
}

/** Does it, or answers with what it gave when the same request came with the same key. */
export async function onlyOnce(
  { idempotency }: Services,
  request: Request,
  response: Response,
  { caller, body, make }: Attempt,
): Promise<Composed> {
  const header = request.get('idempotency-key');
  if (header === undefined) return make();
  const [, key] = keyShape.exec(header) ?? [];
  if (key === undefined) {
    const detail = 'Idempotency-Key: must have 16 to 200 printable characters; a new UUID does.';
    throw new Problem(400, 'invalid-request', detail);
  }
  const who = caller ? nameOf(caller) : 'nobody';
  const once = { key, who, asked: `${request.method} ${request.originalUrl} ${JSON.stringify(body)}` };
  const claim = await idempotency.claim(once);
  if ('answer' in claim) {
    response.set('Idempotency-Replayed', 'true');
    return JSON.parse(claim.answer) as Composed;
  }
  if (claim.is !== 'ours') throw unanswered(claim.is);
  const made = await make().catch((error: unknown) => giveUp(idempotency, once, error));
  await idempotency.keep(once, JSON.stringify(made));
  return made;
}

/** After a bug nobody knows what was done; the key stays taken, so that it is not done twice. */
async function giveUp(idempotency: Services['idempotency'], once: OnceRequest, error: unknown): Promise<never> {
  if (error instanceof Problem && error.status < 500) await idempotency.letGo(once);
  throw error;
}

function unanswered(is: 'running' | 'interrupted' | 'other-request'): Problem {
  if (is === 'other-request') {
    return new Problem(422, 'idempotency-key-reused', 'This key came with another request before: take a new one.');
  }
  if (is === 'running') {
    const detail = 'The first request with this key is still running: ask again in a second.';
    return new Problem(409, 'idempotency-conflict', detail, { retryAfterSeconds: 1 });
  }
  const detail = 'The first request with this key was cut off: see whether it was done, and take a new key if not.';
  return new Problem(409, 'idempotency-conflict', detail);
}

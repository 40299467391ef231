// Who asks: the access token in the Authorization header, and what an endpoint requires of its player.

import type { Request } from 'express';
import type { Services } from '../services/index.ts';
import type { Identity } from '../services/access-tokens.ts';
import { Problem } from './problems.ts';

/**
 * `anyone`: it does not matter who asks. `optional`: it matters who is signed in, and nobody need be. The others are
 * roles, of which an admin has all.
 */
export type Requirement = 'anyone' | 'optional' | 'player' | 'moderator' | 'developer' | 'admin';

/** What a handler is given. */
export type Caller<Auth extends Requirement> = Auth extends 'anyone'
  ? undefined
  : Auth extends 'optional'
    ? Identity | undefined
    : Identity;

const bearer = /^Bearer +([\w.~+/-]+=*)$/i;

/** Undefined without a token; `invalid` for one that is not, or no longer, worth anything. */
export async function readCaller(request: Request, { sessions }: Services): Promise<Identity | 'invalid' | undefined> {
  const header = request.get('authorization');
  if (header === undefined) return undefined;
  const [, token] = bearer.exec(header) ?? [];
  return (token && (await sessions.verify(token))) || 'invalid';
}

/** Throws the problem where the caller may not ask this. */
export async function requireRole(
  caller: Identity | 'invalid' | undefined,
  auth: Requirement,
  { players }: Services,
): Promise<Identity | undefined> {
  if (auth === 'anyone') return undefined;
  // Also where it is optional: who sends a token means to be somebody.
  if (caller === 'invalid') {
    throw new Problem(401, 'unauthorized', 'The access token is not valid, or not any more: refresh it, or sign in.');
  }
  if (auth === 'optional') return caller;
  if (!caller) throw new Problem(401, 'unauthorized', 'Sign in first, and send Authorization: Bearer <token>.');
  if (auth === 'player') return caller;
  // From the database: who has lost a role has lost it at once.
  const role = await players.role(caller.playerId);
  if (role !== auth && role !== 'admin') throw new Problem(403, 'forbidden', `This is for the role ${auth}.`);
  return caller;
}

// Who asks: the access token or the title's key in the Authorization header, and what an endpoint requires.

import type { Request } from 'express';
import type { Services } from '../services/index.ts';
import type { Identity } from '../services/accounts/access-tokens.ts';
import { isTitleKey, type TitleIdentity, type TitleScope } from '../services/titles/keys.ts';
import { Problem, refusedProblem } from './problems.ts';

/**
 * `anyone`: it does not matter who asks. `optional`: it matters who is signed in, and nobody need be. `title:…`: a
 * server of a title, with a key that may do this. `known`: somebody signed in or a title, of whom the handler knows more;
 * `whoever`: they, or nobody. The others are roles, of which an admin has all.
 */
export type Requirement = 'anyone' | 'optional' | 'whoever' | 'known' | Role | TitleRequirement;
type Role = 'player' | 'moderator' | 'developer' | 'admin';
type TitleRequirement = `title:${TitleScope}`;

/** What a handler is given. */
export type Caller<Auth extends Requirement> = Auth extends 'anyone'
  ? undefined
  : Auth extends 'optional'
    ? Identity | undefined
    : Auth extends 'whoever'
      ? Known | undefined
      : Auth extends 'known'
        ? Known
        : Auth extends TitleRequirement
          ? TitleIdentity
          : Identity;

/** Whoever has shown something. */
export type Known = Identity | TitleIdentity;

export const isTitle = (caller: Known | 'invalid' | undefined): caller is TitleIdentity =>
  typeof caller === 'object' && 'titleId' in caller;

const bearer = /^Bearer +([\w.~+/-]+=*)$/i;

/** Undefined without a token or key; `invalid` for one that is not, or no longer, worth anything. */
export async function readCaller(
  request: Request,
  { sessions, titles }: Services,
): Promise<Known | 'invalid' | undefined> {
  const header = request.get('authorization');
  if (header === undefined) return undefined;
  const [, token] = bearer.exec(header) ?? [];
  if (token === undefined) return 'invalid';
  return (await (isTitleKey(token) ? titles.readKey(token) : sessions.verify(token))) ?? 'invalid';
}

/** Why what was shown is worth nothing. */
export async function worthless(request: Request, { sessions }: Services): Promise<Problem> {
  const [, token = ''] = bearer.exec(request.get('authorization') ?? '') ?? [];
  if (isTitleKey(token)) {
    const detail = "This title's key is not valid, or not any more: a developer of the title can make another.";
    return new Problem(401, 'unauthorized', detail);
  }
  const banned = await sessions.banOf(token);
  if (banned) return refusedProblem(banned);
  return new Problem(401, 'unauthorized', 'The access token is not valid, or not any more: refresh it, or sign in.');
}

/** Throws the problem where the caller may not ask this. */
export async function requireRole(
  caller: Known | undefined,
  auth: Requirement,
  { players }: Services,
): Promise<Known | undefined> {
  if (auth === 'anyone') return undefined;
  if (isTitleRequirement(auth)) return requireScope(caller, auth);
  if (auth === 'optional') return isTitle(caller) ? undefined : caller;
  if (auth === 'whoever' || (auth === 'known' && caller)) return caller;
  if (!caller || auth === 'known' || isTitle(caller)) {
    throw new Problem(401, 'unauthorized', 'Sign in first, and send Authorization: Bearer <token>.');
  }
  if (auth === 'player') return caller;
  // From the database: who has lost a role has lost it at once.
  const role = await players.role(caller.playerId);
  if (role !== auth && role !== 'admin') throw new Problem(403, 'forbidden', `This is for the role ${auth}.`);
  return caller;
}

const isTitleRequirement = (auth: Requirement): auth is TitleRequirement => auth.startsWith('title:');

function requireScope(caller: Known | undefined, auth: TitleRequirement): TitleIdentity {
  if (!isTitle(caller)) {
    throw new Problem(401, 'unauthorized', "This is for titles: send Authorization: Bearer <the title's key>.");
  }
  if (caller.scopes.some((scope) => auth === `title:${scope}`)) return caller;
  throw new Problem(403, 'forbidden', `This key may not do this: it is not for ${auth.slice('title:'.length)}.`);
}

// Who may join a game's room: before Colyseus looks for one.

import { ErrorCode, ServerError } from '@colyseus/core';
import type { Rules } from '../games/kit/index.ts';
import type { Identity } from '../services/accounts/access-tokens.ts';
import type { Sessions } from '../services/accounts/sessions.ts';
import { parseJoinOptions } from './join-options.ts';

/** Players need a session token. Throws ServerError with what to do. */
export async function authenticate(
  rules: Rules,
  sessions: Sessions,
  token: string,
  options: { mode?: string; playerId?: string },
): Promise<Identity> {
  const { mode } = parseJoinOptions(rules, options);
  const identity = await signedIn(sessions, token);
  // DECISION: written back into Colyseus' own copy, so that rooms are matched by the mode that is meant, and a room that is
  // made knows by whom: Colyseus tells it nothing else.
  Object.assign(options, { mode, playerId: identity.playerId });
  return identity;
}

/** Throws ServerError for who is not. */
export async function signedIn(sessions: Sessions, token: string): Promise<Identity> {
  const identity = token ? await sessions.verify(token) : undefined;
  if (identity) return identity;
  const banned = token ? await sessions.banOf(token) : undefined;
  throw new ServerError(
    ErrorCode.AUTH_FAILED,
    banned?.detail ?? 'sign in first: POST /api/v1/auth/guest gives a token for client.auth.token',
  );
}

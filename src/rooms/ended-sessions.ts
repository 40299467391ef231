// Closes the connections of who was signed out or banned, however long the match has been going on: a token is looked at
// once, on joining, and a session may end at any time.

import { type Client, ErrorCode, type Room, ServerError } from '@colyseus/core';
import type { Identity } from '../services/access-tokens.ts';
import type { Revocations } from '../services/revocations.ts';
import { closeCodes } from './close-codes.ts';
import { sendAway } from './send-away.ts';

/** From now on, until what it returns is called. */
export function closeEndedSessions(room: Room, revocations: Revocations): () => void {
  return revocations.follow(({ id, reason }) => {
    for (const client of room.clients.filter((each) => authSessionOf(each) === id)) {
      if (reason === 'banned') sendAway(client, closeCodes.banned, 'you are banned');
      else sendAway(client, closeCodes.signedOut, 'your session has ended: sign in again');
    }
  });
}

export function hasEnded(client: Client, revocations: Revocations): boolean {
  const authSession = authSessionOf(client);
  return authSession !== undefined && revocations.reasonFor(authSession) !== undefined;
}

/** For joins and reconnections: between the look at the token and now, the session may have ended. */
export function refuseEnded(client: Client, revocations: Revocations): void {
  if (hasEnded(client, revocations)) {
    throw new ServerError(ErrorCode.AUTH_FAILED, 'your session has ended: sign in again');
  }
}

const authSessionOf = ({ auth }: Client): string | undefined => (auth as Identity | undefined)?.authSessionId;

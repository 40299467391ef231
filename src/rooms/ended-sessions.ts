// Closes the connections of who was signed out or banned, however long the match has been going on: a token is looked at
// once, on joining, and a session may end at any time.

import { type Client, ErrorCode, type Room, ServerError } from '@colyseus/core';
import type { Identity } from '../services/accounts/access-tokens.ts';
import type { EndedSession, Revocations } from '../services/accounts/revocations.ts';
import { closeCodes } from './close-codes.ts';
import { sendAway } from './wire/send-away.ts';

/** From now on, until what it returns is called. */
export function closeEndedSessions(room: Room, revocations: Revocations): () => void {
  return revocations.follow(({ id, reason }) => {
    for (const client of room.clients.filter((each) => authSessionOf(each) === id)) {
      sendAway(client, reason === 'banned' ? closeCodes.banned : closeCodes.signedOut, wordsFor(reason));
    }
  });
}

export const hasEnded = (client: Client, revocations: Revocations): boolean =>
  whyEnded(client, revocations) !== undefined;

function whyEnded(client: Client, revocations: Revocations): EndedSession['reason'] | undefined {
  const authSession = authSessionOf(client);
  return authSession === undefined ? undefined : revocations.reasonFor(authSession);
}

const wordsFor = (reason: EndedSession['reason']): string =>
  reason === 'banned' ? 'you are banned' : 'your session has ended: sign in again';

/** For joins and reconnections: between the look at the token and now, the session may have ended. */
export function refuseEnded(client: Client, revocations: Revocations): void {
  const reason = whyEnded(client, revocations);
  if (reason !== undefined) throw new ServerError(ErrorCode.AUTH_FAILED, wordsFor(reason));
}

const authSessionOf = ({ auth }: Client): string | undefined => (auth as Identity | undefined)?.authSessionId;

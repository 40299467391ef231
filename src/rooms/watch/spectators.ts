// Who watches: whom a watch room lets in, and whom it closes because they may not see its match any more. Of the match
// itself it is the access service that decides.

import { type Client, ErrorCode, type Room, ServerError } from '@colyseus/core';
import type { Identity } from '../../services/accounts/access-tokens.ts';
import type { Services } from '../../services/index.ts';
import { Refused } from '../../services/refused.ts';
import { closeCodes } from '../close-codes.ts';
import { closeEndedSessions, refuseEnded } from '../ended-sessions.ts';
import { sendAway } from '../wire/send-away.ts';
import type { WatchOptions } from './watch-options.ts';

/** Nobody need be signed in to watch. */
export type Spectator = Partial<Identity> & { readonly link: string | undefined };
type SpectatorClient = Client<{ auth: Spectator }>;
type SpectatorRoom = Room<{ client: SpectatorClient }>;

const lookEveryMs = 3_000;

/** A token that is worth nothing any more makes a stranger, whom public matches are open to. */
export async function toSpectator(
  sessions: Services['sessions'],
  token: string,
  { link }: WatchOptions,
): Promise<Spectator> {
  return { ...(token && (await sessions.verify(token))), link };
}

/** Throws ServerError with what to do, where the client may not see the match. */
export async function admit(
  client: SpectatorClient,
  matchId: string,
  { access, revocations }: Pick<Services, 'access' | 'revocations'>,
): Promise<void> {
  // Not as a bug, which would end the room for all: the database may be away.
  const sight = await access.look(matchId, client.auth!).catch((error: Error) => {
    throw new ServerError(ErrorCode.MATCHMAKE_UNHANDLED, 'this can not be watched now: try again', { cause: error });
  });
  if (sight instanceof Refused) throw new ServerError(ErrorCode.AUTH_FAILED, `${sight.reason}: ${sight.detail}`);
  refuseEnded(client, revocations);
}

/** From now on, until what it returns is called: a match is made private, a link expires, a session ends. */
export function closeBarred(
  room: SpectatorRoom,
  matchId: string,
  { access, revocations }: Pick<Services, 'access' | 'revocations'>,
  onError: (error: unknown) => void,
): () => void {
  const look = async (): Promise<void> => {
    const clients = [...room.clients];
    const sights = await access.lookAll(
      matchId,
      clients.map(({ auth }) => auth!),
    );
    for (const [i, client] of clients.entries()) {
      const sight = sights?.[i];
      if (sight instanceof Refused) sendAway(client, closeCodes.barred, sight.detail);
    }
  };
  room.clock.setInterval(() => void look().catch(onError), lookEveryMs);
  return closeEndedSessions(room, revocations);
}

// What a client may say when it joins a game's room: `joinOrCreate('chess', { mode: 'blitz' })`.

import { ErrorCode, ServerError } from '@colyseus/core';
import { z } from 'zod';
import { modeOf, type Rules } from '../games/kit/index.ts';

const shape = z.strictObject({
  /** The game's default mode when left out. */
  mode: z.string().optional(),
  /** Not offered to strangers: the other players join by match id. */
  private: z.boolean().default(false),
  /** The seat wanted in a private match. */
  seat: z.int().min(0).optional(),
  /** How many seats of a private match bots take; said by whoever creates it. */
  bots: z.int().min(0).default(0),
  /** Who asks: the server says it, whatever a client does. */
  playerId: z.uuid().optional(),
});

export type JoinOptions = z.infer<typeof shape>;

/** Throws ServerError with what is wrong and what there is. */
export function parseJoinOptions(rules: Rules, options: unknown): JoinOptions & { mode: string } {
  const parsed = shape.safeParse(options ?? {});
  if (!parsed.success) throw badOptions(z.prettifyError(parsed.error));
  const mode = parsed.data.mode ?? rules.defaultMode;
  const { seat, bots, private: isPrivate } = parsed.data;
  if (bots >= seatsOf(rules, mode)) {
    throw badOptions(`mode "${mode}" has ${seatsOf(rules, mode)} seats, one of them for you: too few for ${bots} bots`);
  }
  if (seat !== undefined && !isPrivate) {
    throw badOptions('a seat can be chosen in a private match only: { private: true, seat: 0 }');
  }
  if (bots > 0 && !isPrivate) throw badOptions('bots play in a private match only: { private: true, bots: 1 }');
  return { ...parsed.data, mode };
}

function seatsOf(rules: Rules, mode: string): number {
  try {
    return modeOf(rules, mode).seats;
  } catch (error) {
    throw badOptions((error as Error).message);
  }
}

export const badOptions = (detail: string): ServerError =>
  new ServerError(
    ErrorCode.MATCHMAKE_INVALID_CRITERIA,
    `wrong join options: ${detail}; spectators join the room "watch" with { matchId }`,
  );

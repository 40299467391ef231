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
});

export type JoinOptions = z.infer<typeof shape>;

/** Throws ServerError with what is wrong and what there is. */
export function parseJoinOptions(rules: Rules, options: unknown): JoinOptions & { mode: string } {
  const parsed = shape.safeParse(options ?? {});
  if (!parsed.success) throw badOptions(z.prettifyError(parsed.error));
  const mode = parsed.data.mode ?? rules.defaultMode;
  try {
    modeOf(rules, mode);
  } catch (error) {
    throw badOptions((error as Error).message);
  }
  if (parsed.data.seat !== undefined && !parsed.data.private) {
    throw badOptions('a seat can be chosen in a private match only: { private: true, seat: 0 }');
  }
  return { ...parsed.data, mode };
}

const badOptions = (detail: string): ServerError =>
  new ServerError(
    ErrorCode.MATCHMAKE_INVALID_CRITERIA,
    `wrong join options: ${detail}; spectators join the room "watch" with { matchId }`,
  );

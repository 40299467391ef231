// What a seat may send, in shape; whether it is allowed is for the rules.

import { z } from 'zod';

const uciMove = z.string().regex(/^[a-h][1-8][a-h][1-8][nbrq]?$/, 'a move in UCI: e2e4, e7e8q, e1g1');

export const chessActions = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('move'), move: uciMove }),
  z.strictObject({ type: z.literal('resign') }),
  z.strictObject({ type: z.literal('offer_draw') }),
  z.strictObject({ type: z.literal('accept_draw') }),
  z.strictObject({ type: z.literal('decline_draw') }),
]);

export type ChessAction = z.infer<typeof chessActions>;

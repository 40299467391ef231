// What a seat may send, in shape: inputs, and no actions at all.

import { schema, t } from '@colyseus/schema';
import { z } from 'zod';

import type { InputShape } from '../kit/game.ts';
import { type ArenaInput, readInput } from './input.ts';

export const arenaActions = z.never({ error: 'the arena is played by inputs' });

export type ArenaAction = z.infer<typeof arenaActions>;

const ArenaInput = schema({ moveX: t.int8(), moveY: t.int8(), aim: t.uint8(), fire: t.uint8() }, 'ArenaInput');

export const arenaInputs: InputShape<ArenaInput> = { schema: ArenaInput, read: readInput };

// The beat of a live match: tick after tick, what its seats want of it, be they people's or bots'.

import type { Room } from '@colyseus/core';
import type { Game } from '../games/kit/index.ts';
import { BotSeats } from './bot-seats.ts';
import type { LiveMatch } from './live-match.ts';
import type { SeatInputs } from './seat-inputs.ts';
import type { SeatTable } from './seat-table.ts';
import { keepTicking } from './steady-ticks.ts';
import type { TickMeter } from './tick-meter.ts';

export interface BeatParts {
  readonly game: Game;
  readonly match: LiveMatch;
  /** Dealt. */
  readonly seats: SeatTable;
  /** In a game with inputs. */
  readonly inputs: SeatInputs | undefined;
  readonly ticks: TickMeter;
  readonly onBug: (error: unknown) => void;
}

/** From now on, until the match is decided. */
export function beginBeat(room: Room, { game, match, seats, inputs, ticks, onBug }: BeatParts): void {
  const bots = new BotSeats(game, match, seats.botSeats);
  const tick = (): void => {
    const { sitters } = seats;
    match.tick(inputs && sitters.map(({ bot, sessionId }, seat) => (bot ? bots.input(seat) : inputs.take(sessionId))));
    if (!inputs) bots.act();
  };
  const step = (): void => {
    if (match.undecided) ticks.measure(tick);
  };
  keepTicking(room, game.rules.tickRate, step, onBug);
  room.patchRate = null; // once more: the first time, without a simulation, Colyseus started a timer in its place
}

// Seats that the game's own bot plays: it acts, or in a real-time game gives its inputs, as people do, and the match can't
// tell the difference. Its choices are in the log; the dice that it rolls for them are its own.

import { randomBytes } from 'node:crypto';
import { below, type Game, type Input, type RngWords, type Seat, seeded } from '../games/kit/index.ts';
import type { LiveMatch } from './live-match.ts';

/** Before each action a bot waits as long as this, drawn evenly: half a second on average, so that it loses no clock. */
const pauseSeconds = { least: 0.3, most: 0.7 } as const;

interface BotSeat {
  readonly seat: Seat;
  readonly rng: RngWords;
  /** The tick in which its pause is over; undefined while it has nothing to do. */
  dueTick: number | undefined;
  /** Its action is on its way into the match. */
  acting: boolean;
}

export class BotSeats {
  #game: Game;
  #match: Pick<LiveMatch, 'act' | 'state' | 'undecided'>;
  #bots: ReadonlyMap<Seat, BotSeat>;

  constructor(game: Game, match: Pick<LiveMatch, 'act' | 'state' | 'undecided'>, seats: readonly Seat[]) {
    this.#game = game;
    this.#match = match;
    const bot = (seat: Seat): BotSeat => {
      const rng = seeded(randomBytes(16).toString('hex'));
      return { seat, rng, dueTick: undefined, acting: false };
    };
    this.#bots = new Map(seats.map((seat) => [seat, bot(seat)]));
  }

  /** What a seat wants in this tick of a real-time game; undefined also for a seat that no bot plays. */
  input(seat: Seat): Input | undefined {
    const bot = this.#bots.get(seat);
    return bot && (this.#wish(bot) as Input | undefined);
  }

  /** Lets the bots of a game of actions act; to be called in every tick. */
  act(): void {
    for (const bot of this.#bots.values()) if (!bot.acting) this.#consider(bot);
  }

  /** Pauses when there is something to do, and does what it then finds best: the match may have gone on meanwhile. */
  #consider(bot: BotSeat): void {
    const { tick } = this.#match.state;
    if (bot.dueTick !== undefined && tick < bot.dueTick) return;
    const action = this.#wish(bot);
    if (action === undefined) bot.dueTick = undefined;
    else if (bot.dueTick === undefined) bot.dueTick = tick + this.#pauseTicks(bot.rng);
    else void this.#act(bot, action);
  }

  async #act(bot: BotSeat, action: unknown): Promise<void> {
    bot.dueTick = undefined;
    bot.acting = true;
    await this.#match.act(bot.seat, action);
    bot.acting = false;
  }

  #wish({ seat, rng }: BotSeat): unknown {
    return this.#match.undecided ? this.#game.bot(this.#match.state, seat, rng) : undefined;
  }

  #pauseTicks(rng: RngWords): number {
    const { tickRate } = this.#game.rules;
    const [least, most] = [pauseSeconds.least, pauseSeconds.most].map((seconds) => Math.round(seconds * tickRate));
    return least! + below(rng, most! - least! + 1);
  }
}

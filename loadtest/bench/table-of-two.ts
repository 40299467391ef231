// One game between two clients of a server under measurement, whichever server that is.

export interface Seat {
  /** Resolves when the server has confirmed the mover's own ply. */
  move(ply: number, uci: string): Promise<void>;
  /** Resolves when this client sees that so many plies have been played. */
  sees(plies: number): Promise<void>;
}

export interface TableOfTwo {
  readonly seats: readonly [Seat, Seat];
  close(): Promise<void>;
}

/** Opens the game with this number; both clients are seated when it resolves. */
export type OpenTable = (endpoint: string, id: string) => Promise<TableOfTwo>;

/**
 * Plays all moves as fast as they are answered. A move is done when its mover has been told so and the opponent sees
 * it; only then does the opponent reply.
 */
export async function playGame({ seats }: TableOfTwo, moves: readonly string[]): Promise<void> {
  await Promise.all(
    seats.map(async (seat, side) => {
      for (let ply = side; ply < moves.length; ply += 2) {
        await seat.sees(ply);
        await seat.move(ply, moves[ply]!);
      }
      await seat.sees(moves.length);
    }),
  );
}

/** Lets one waiter wait for a number that only grows. */
export class Progress {
  #value = 0;
  #wanted = 0;
  #resolve: (() => void) | undefined;

  reached(value: number): void {
    this.#value = value;
    if (this.#resolve === undefined || value < this.#wanted) return;
    this.#resolve();
    this.#resolve = undefined;
  }

  async until(value: number): Promise<void> {
    if (this.#value >= value) return;
    this.#wanted = value;
    await new Promise<void>((resolve) => (this.#resolve = resolve));
  }
}

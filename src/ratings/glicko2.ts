// Glicko-2, after Mark Glickman, "Example of the Glicko-2 system" (2022); each match is a rating period of its own.

import glicko2 from 'glicko2-lite';

export interface Glicko2 {
  readonly rating: number;
  readonly deviation: number;
  readonly volatility: number;
}

/** A player of whom nothing is known (Glickman, step 1). */
export const unrated: Glicko2 = { rating: 1500, deviation: 350, volatility: 0.06 };

/** The system constant τ; Glickman recommends 0.3 to 1.2. */
const TAU = 0.5;

/** A result against one opponent: 1 won, 0.5 tied, 0 lost. */
export interface Glicko2Result {
  readonly opponent: Glicko2;
  readonly score: number;
}

/** One player's rating after a rating period with these results. */
export function rateAgainst(player: Glicko2, results: readonly Glicko2Result[]): Glicko2 {
  const { rating, rd, vol } = glicko2(
    player.rating,
    player.deviation,
    player.volatility,
    results.map(({ opponent, score }) => [opponent.rating, opponent.deviation, score]),
    { tau: TAU },
  );
  return { rating, deviation: rd, volatility: vol };
}

/**
 * Everyone's ratings after one match. `ranks[i]` is the rank of `players[i]`, 1 the best; with more than two players
 * each pair counts as one game.
 */
export function rateMatch(players: readonly Glicko2[], ranks: readonly number[]): Glicko2[] {
  return players.map((player, self) => {
    const results = players.flatMap((opponent, other) =>
      other === self ? [] : [{ opponent, score: score(ranks[self] ?? 0, ranks[other] ?? 0) }],
    );
    return rateAgainst(player, results);
  });
}

const score = (own: number, other: number): number => (own === other ? 0.5 : own < other ? 1 : 0);

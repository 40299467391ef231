// What the page says: endings, results, times.

/** How matches of any game end. */
const common: Readonly<Record<string, string>> = {
  resignation: 'by resignation',
  abandonment: 'as the opponent left',
  time: 'on time',
  server_shutdown: 'the server was stopped',
  server_lost: 'the server was lost',
  server_error: 'the server made a mistake',
  room_closed: 'everybody left',
  player_missing: 'not everybody came',
};

/** What else a game calls its endings, and what it means by those words. */
const ofGames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  chess: {
    checkmate: 'by checkmate',
    stalemate: 'by stalemate',
    insufficient_material: 'as nobody could mate any more',
    threefold_repetition: 'by threefold repetition',
    fifty_moves: 'by the fifty-move rule',
    agreement: 'by agreement',
    time_vs_insufficient_material: 'on time, as nobody could mate',
  },
  arena: {
    score_limit: 'by kills',
    time: 'when time was up',
    last_standing: 'as everybody else left',
  },
  battleship: {
    fleet_sunk: 'by sinking the fleet',
  },
};

export function howItEnded(game: string, reason: string | null | undefined): string {
  if (!reason) return '';
  const own = Object.hasOwn(ofGames, game) ? ofGames[game]![reason] : undefined;
  return own ?? common[reason] ?? `(${reason.replaceAll('_', ' ')})`;
}

/** Ranks by seat. */
export type Ranks = readonly (number | null)[];

/** The seats that won and those that did not; undefined: there is no result. Nobody has won where all share a rank. */
export function sidesOf(ranks: Ranks): { winners: readonly number[]; others: readonly number[] } | undefined {
  if (ranks.length === 0 || ranks.some((rank) => rank === null)) return undefined;
  const seats = [...ranks.keys()];
  const best = Math.min(...ranks.map(Number));
  const winners = seats.filter((seat) => ranks[seat] === best);
  if (winners.length === seats.length && seats.length > 1) return { winners: [], others: seats };
  return { winners, others: seats.filter((seat) => ranks[seat] !== best) };
}

/** What each of two seats scored. */
export function scores(ranks: Ranks): readonly string[] {
  const sides = sidesOf(ranks);
  if (!sides || ranks.length !== 2) return ranks.map(() => '');
  return ranks.map((_, seat) => (sides.winners.length === 0 ? '½' : sides.winners.includes(seat) ? '1' : '0'));
}

/** `names` by seat. */
export function result(names: readonly string[], ranks: Ranks, game: string, reason: string | null): string {
  const how = howItEnded(game, reason);
  const sides = sidesOf(ranks);
  if (!sides) return `Aborted: ${how || 'no result'}`;
  const winners = sides.winners.map((seat) => names[seat] ?? `Seat ${seat + 1}`);
  if (winners.length === 0) return `Draw ${how}`.trim();
  return `${listOf(winners)} ${winners.length === 1 ? 'wins' : 'win'} ${how}`.trim();
}

/** Some of them by name, however many there are. */
export function listOf(names: readonly string[], most = 3): string {
  if (names.length < 2) return names.join('');
  if (names.length <= most) return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} others`;
}

/** 1 as "1st". */
export function ordinal(rank: number): string {
  const word = new Intl.PluralRules('en', { type: 'ordinal' }).select(rank);
  return rank + ({ one: 'st', two: 'nd', few: 'rd' }[word as string] ?? 'th');
}

export const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** Time since (ISO 8601), in words that seldom change. */
export function ago(time: string): string {
  const seconds = Math.max(0, (Date.now() - Date.parse(time)) / 1000);
  if (seconds < 10) return 'just now';
  if (seconds < 60) return `${Math.floor(seconds / 10) * 10} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return new Date(time).toLocaleDateString();
}

/** What a clock shows that runs down. */
export function clockFace(seconds: number): string {
  const left = Math.max(0, seconds);
  if (left < 10) return `0:0${(Math.floor(left * 10) / 10).toFixed(1)}`;
  return timeFace(left);
}

/** Minutes and seconds. */
export function timeFace(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

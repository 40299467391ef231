// What the page says: endings, results, times.

const endings: Readonly<Record<string, string>> = {
  checkmate: 'by checkmate',
  stalemate: 'by stalemate',
  insufficient_material: 'as nobody could mate any more',
  threefold_repetition: 'by threefold repetition',
  fifty_moves: 'by the fifty-move rule',
  agreement: 'by agreement',
  resignation: 'by resignation',
  abandonment: 'as the opponent left',
  time: 'on time',
  time_vs_insufficient_material: 'on time, as nobody could mate',
  server_shutdown: 'the server was stopped',
  server_lost: 'the server was lost',
  server_error: 'the server made a mistake',
  room_closed: 'everybody left',
};

export const howItEnded = (reason: string | null | undefined): string =>
  reason ? (endings[reason] ?? `(${reason.replaceAll('_', ' ')})`) : '';

/** Ranks by seat. */
export type Ranks = readonly (number | null)[];

/** What each seat scored. */
export function scores([first, second]: Ranks): readonly [string, string] {
  if (first === null || second === null || first === undefined || second === undefined) return ['', ''];
  return first === second ? ['½', '½'] : first < second ? ['1', '0'] : ['0', '1'];
}

export function result(ranks: Ranks, reason: string | null): string {
  const [white] = scores(ranks);
  if (white === '') return `Aborted: ${howItEnded(reason) || 'no result'}`;
  const who = white === '½' ? 'Draw' : white === '1' ? 'White wins' : 'Black wins';
  return `${who} ${howItEnded(reason)}`;
}

/** Time since (ISO 8601), in words that seldom change. */
export function ago(time: string): string {
  const seconds = Math.max(0, (Date.now() - Date.parse(time)) / 1000);
  if (seconds < 10) return 'just now';
  if (seconds < 60) return `${Math.floor(seconds / 10) * 10} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return new Date(time).toLocaleDateString();
}

/** A clock's face. */
export function clockFace(seconds: number): string {
  const left = Math.max(0, seconds);
  if (left < 10) return `0:0${(Math.floor(left * 10) / 10).toFixed(1)}`;
  const whole = Math.floor(left);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

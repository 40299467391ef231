// The page's address: which match is shown, from which moment and seat, and the leaderboard of which game and mode.

/** Go without saying. */
export const defaultGame = 'chess';
export const defaultMode = 'blitz';

type Name = 'match' | 'game' | 'mode';

/** What goes with what: a moment is of one choice of a match, a mode of one game. */
const belongings: Readonly<Record<Name, readonly string[]>> = {
  match: ['t', 'pov', 'speed'],
  game: ['mode'],
  mode: [],
};

/**
 * With one parameter of `search` changed. DECISION: from the root, where the page is, whatever path it was opened by: the
 * server gives it at //example.org/..%2f, too, and a link there would lead to another site.
 */
export function addressWith(search: string, name: Name, value: string | undefined): string {
  const query = new URLSearchParams(search);
  for (const belonging of belongings[name]) query.delete(belonging);
  // A link opens one match, whatever of it is looked at.
  if (name === 'match' && value !== query.get('match')) query.delete('link');
  if (value === undefined) query.delete(name);
  else query.set(name, value);
  if (query.get('game') === defaultGame) query.delete('game');
  if (!query.has('game') && query.get('mode') === defaultMode) query.delete('mode');
  return fromRoot(query);
}

/** With a match from this tick on. */
export function addressFrom(search: string, match: string, tick: number): string {
  const query = new URLSearchParams(addressWith(search, 'match', match).slice(2));
  query.set('t', String(tick));
  return fromRoot(query);
}

function fromRoot(query: URLSearchParams): string {
  const text = query.toString();
  return text === '' ? '/' : `/?${text}`;
}

/** What is to be watched. */
export interface Target {
  readonly matchId: string;
  /** Which opens a private match. */
  readonly link?: string | undefined;
  /** The tick to begin at; undefined: the latest that there is. */
  readonly t?: number | undefined;
  /** The seat from which it is looked at. */
  readonly pov?: number | undefined;
  readonly speed?: number | undefined;
}

/** Undefined where the address names no match. What makes no sense in it is as good as left out. */
export function targetOf(search: string): Target | undefined {
  const query = new URLSearchParams(search);
  const matchId = query.get('match');
  if (matchId === null) return undefined;
  const number = (name: string): number | undefined => (query.get(name) ? Number(query.get(name)) : undefined);
  const whole = (value = NaN): number | undefined => (Number.isSafeInteger(value) && value >= 0 ? value : undefined);
  const speed = number('speed') ?? NaN;
  return {
    matchId,
    link: query.get('link') ?? undefined,
    t: whole(number('t')),
    pov: whole(number('pov')),
    speed: speed >= 0.1 && speed <= 64 ? speed : undefined,
  };
}

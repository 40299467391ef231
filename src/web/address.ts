// The page's address: which match is on the board, and the leaderboard of which mode beside it.

/** Goes without saying. */
export const defaultMode = 'blitz';

/**
 * With one parameter of `search` changed. DECISION: from the root, where the page is, whatever path it was opened by: the
 * server gives it at //example.org/..%2f, too, and a link there would lead to another site.
 */
export function addressWith(search: string, name: 'match' | 'mode', value: string | undefined): string {
  const query = new URLSearchParams(search);
  if (name === 'match') for (const ofLink of ['link', 't', 'pov', 'speed']) query.delete(ofLink);
  if (value === undefined || (name === 'mode' && value === defaultMode)) query.delete(name);
  else query.set(name, value);
  const text = query.toString();
  return text === '' ? '/' : `/?${text}`;
}

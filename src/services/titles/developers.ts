// Who may look after a title or a game of the house: its servers, each with a key that is for it; its developers, while
// they have that role; admins.

import type { Database, Transaction } from '../../db/client.ts';
import { gameById } from '../../games/index.ts';
import { inForce } from '../accounts/bans.ts';
import { refusable, Refused } from '../refused.ts';
import type { TitleIdentity, TitleScope } from './keys.ts';

/** Somebody signed in, or a title's server. */
export type Keeper = { readonly playerId: string } | TitleIdentity;

/** Of players, those who look after what they are let into. */
const able = () => ({
  ...{ deletedAt: null, bans: { none: inForce() } },
  role: { in: ['developer' as const, 'admin' as const] },
});

/**
 * Titles that a player looks after, held until the transaction ends, so that of two who go one sees that the other has
 * gone. To be held before any player.
 */
export async function holdTitles(tx: Transaction, playerId: string): Promise<string[]> {
  const titles = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM titles WHERE id IN (
      SELECT title_id FROM title_developers JOIN players ON players.id = player_id
      WHERE player_id = ${playerId}::uuid AND role IN ('developer', 'admin'))
    ORDER BY id FOR NO KEY UPDATE`;
  return titles.map(({ id }) => id);
}

/** Once somebody has gone who looked after these titles, which are held: they are not to be left to nobody. */
export async function refuseLastDeveloper(
  tx: Transaction,
  titleIds: readonly string[],
): Promise<undefined | Refused<'last-developer'>> {
  const where = { titleId: { in: [...titleIds] }, player: able() };
  const left = await tx.titleDeveloper.findMany({ where, select: { titleId: true } });
  const titles = titleIds.filter((id) => !left.some(({ titleId }) => titleId === id));
  if (titles.length === 0) return undefined;
  const detail = `Nobody would look after ${titles.join(', ')}: another developer has to be let in first.`;
  return new Refused('last-developer', detail, { titles });
}

/** `scope`: what a key must be for; left out, it takes a person. */
export async function refuseStranger(
  tx: Transaction,
  gameId: string,
  by: Keeper,
  scope?: TitleScope,
): Promise<undefined | Refused<'forbidden' | 'not-found'>> {
  const isTitle = (await tx.title.count({ where: { id: gameId } })) > 0;
  if (!isTitle && !gameById(gameId)) return new Refused('not-found', `There is no game ${gameId}.`);
  if ('titleId' in by) {
    if (by.titleId === gameId && scope !== undefined && by.scopes.includes(scope)) return undefined;
    return new Refused('forbidden', `This key is not one of ${gameId}'s for that.`);
  }
  const { playerId: id } = by;
  const developer = { role: 'developer' as const, titles: { some: { titleId: gameId } } };
  const where = { id, deletedAt: null, bans: { none: inForce() }, OR: [{ role: 'admin' as const }, developer] };
  if ((await tx.player.count({ where })) > 0) return undefined;
  return new Refused('forbidden', isTitle ? 'This is for the developers of the title.' : 'This is for admins.');
}

/** A transaction of who looks after a game, which a refusal undoes; anybody else's is refused. */
export const asKeeper = <T>(
  db: Database,
  who: { readonly gameId: string; readonly by: Keeper; readonly scope?: TitleScope },
  work: (tx: Transaction) => Promise<T>,
): Promise<T | Refused<'forbidden' | 'not-found'>> =>
  refusable<T | Refused<'forbidden' | 'not-found'>>(
    db,
    async (tx) => (await refuseStranger(tx, who.gameId, who.by, who.scope)) ?? work(tx),
  );

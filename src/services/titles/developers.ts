// Who may look after a title or a game of the house: its servers, each with a key that is for it; its developers, while
// they have that role; admins.

import type { Database } from '../../db/client.ts';
import type { Prisma } from '../../db/generated/client.ts';
import { gameById } from '../../games/index.ts';
import { inForce } from '../bans.ts';
import { refusable, Refused } from '../refused.ts';
import type { TitleIdentity, TitleScope } from './keys.ts';

/** Somebody signed in, or a title's server. */
export type Keeper = { readonly playerId: string } | TitleIdentity;

/** `scope`: what a key must be for; left out, it takes a person. */
export async function refuseStranger(
  tx: Prisma.TransactionClient,
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
  work: (tx: Prisma.TransactionClient) => Promise<T>,
): Promise<T | Refused<'forbidden' | 'not-found'>> =>
  refusable<T | Refused<'forbidden' | 'not-found'>>(
    db,
    async (tx) => (await refuseStranger(tx, who.gameId, who.by, who.scope)) ?? work(tx),
  );

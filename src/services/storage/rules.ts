// Who may write what players keep: they themselves, unless a game has declared otherwise for its collections, whose names
// begin with the game's id and a dot.

import type { Transaction } from '../../db/client.ts';
import type { Collection, CollectionWriter } from '../../db/generated/client.ts';
import { Refused } from '../refused.ts';
import type { Keeper } from '../titles/developers.ts';

export type { CollectionWriter };

/** Of the game `pinball`: `pinball.inventory`. */
function splitName(collection: string): { gameId: string; name: string } | undefined {
  const dot = collection.indexOf('.');
  return dot < 0 ? undefined : { gameId: collection.slice(0, dot), name: collection.slice(dot + 1) };
}

/** Null: a collection of the player's own. */
export async function rulesOf(tx: Transaction, collection: string): Promise<Collection | null | Refused<'not-found'>> {
  const parts = splitName(collection);
  if (!parts) return null;
  const rules = await tx.collection.findUnique({ where: { gameId_name: parts } });
  return rules ?? new Refused('not-found', `${parts.gameId} has declared no collection ${parts.name}.`);
}

/** `by`: the player whose values they are, or a title's server with a key for it. */
export function refuseWriter(rules: Collection | null, by: Keeper): undefined | Refused<'forbidden'> {
  if ('titleId' in by) {
    if (rules?.gameId === by.titleId) return undefined;
    return new Refused('forbidden', "A title's server writes to collections of its title alone.");
  }
  if (rules?.write !== 'server') return undefined;
  return new Refused('forbidden', `Only servers of ${rules.gameId} write to this collection.`);
}

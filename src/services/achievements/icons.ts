// An achievement's icon: the asset of its game that is called as it is.

import type { Database } from '../../db/client.ts';
import { urlOf } from '../assets.ts';
import { gameOf } from './rarity.ts';

/** By the achievements' ids; those that have none are not there. */
export async function iconsOf({ prisma }: Database, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const places = ids.map((id) => ({ id, gameId: gameOf(id), name: id.slice(id.indexOf('.') + 1) }));
  const games = [...new Set(places.flatMap(({ gameId }) => gameId ?? []))];
  const assets = await prisma.asset.findMany({
    where: { gameId: { in: games }, name: { in: places.map(({ name }) => name) } },
    include: { file: { omit: { bytes: true } } },
  });
  const urls = new Map(assets.map(({ gameId, name, file }) => [`${gameId} ${name}`, urlOf(file)]));
  return new Map(
    places.flatMap(({ id, gameId, name }) => {
      const url = urls.get(`${gameId} ${name}`);
      return url === undefined ? [] : [[id, url] as const];
    }),
  );
}

// What players and games keep here: JSON values by collection and key (docs/storage.md).

import { z } from 'zod';
import type { Database, Transaction } from '../../db/client.ts';
import type { Collection } from '../../db/generated/client.ts';
import { record } from '../audit.ts';
import { inTurn } from '../in-turn.ts';
import { pageOf, type PageRequest, readCursor } from '../page.ts';
import { refusable, Refused } from '../refused.ts';
import { asKeeper, type Keeper, refuseStranger } from '../titles/developers.ts';
import { type PlayersPlace, type PlayersValue, readCollection, type Reader, readPlaces } from './reads.ts';
import { type CollectionWriter, refuseWriter, rulesOf } from './rules.ts';
import {
  at,
  type Condition,
  type Limits,
  type Owner,
  type Place,
  remove,
  serialise,
  type StorageRead,
  toStored,
  write,
} from './values.ts';

export type { Condition, Place };
export interface StorageLimits {
  readonly player: Limits;
  readonly game: Limits;
}

interface PlayersCollection {
  readonly playerId: string;
  readonly collection: string;
}

export interface NewValue {
  readonly value: unknown;
  /** Undefined: as it was; private where it is new. */
  readonly read?: StorageRead | undefined;
}

export interface CollectionRules {
  readonly write: CollectionWriter;
  readonly read: StorageRead | null;
}

export const storageLimits: StorageLimits = {
  player: { values: 1_000, bytes: 1_048_576 },
  game: { values: 10_000, bytes: 67_108_864 },
};
const mostCollections = 100;

const keyOf = z.tuple([z.string()]);
const player = (id: string): Owner => ({ kind: 'player', id });
const game = (id: string): Owner => ({ kind: 'game', id });

export function openStorage(db: Database, limits: StorageLimits = storageLimits) {
  const { prisma } = db;
  const turns = inTurn();

  const changeOfPlayer = <T>(id: string, work: (tx: Transaction) => Promise<T>) =>
    turns(`player ${id}`, () => refusable(db, work));

  const changeOfGame = <T>(gameId: string, by: Keeper, work: (tx: Transaction) => Promise<T>) =>
    turns(`game ${gameId}`, () => asKeeper(db, { gameId, by, scope: 'storage' }, work));

  return {
    /** Of a player; undefined also where this reader may not see it. */
    async get(place: PlayersPlace, reader: Reader): Promise<PlayersValue | undefined> {
      return (await readPlaces(db, reader, [place]))[0];
    },

    /** Of any players; without what this reader may not see. */
    getMany: (places: readonly PlayersPlace[], reader: Reader): Promise<PlayersValue[]> =>
      readPlaces(db, reader, places),

    /** Of a player and by key, what this reader may see. */
    async list(of: PlayersCollection, { cursor, limit }: PageRequest, reader: Reader) {
      const after = readCursor(cursor, keyOf);
      if (after instanceof Refused) return after;
      const rows = await readCollection(db, reader, of, { after: after?.[0] ?? '', limit: limit + 1 });
      return pageOf(rows, limit, ({ key }) => [key]);
    },

    /** Writes a player's value: `by` that player, or a server of the collection's title. */
    async put({ playerId, ...place }: PlayersPlace, { value, read }: NewValue, condition: Condition, by: Keeper) {
      const text = serialise(value);
      if (text instanceof Refused) return text;
      return changeOfPlayer(playerId, async (tx) => {
        const rules = await rulesOf(tx, place.collection);
        if (rules instanceof Refused) return rules;
        const refused = refuseWriter(rules, by) ?? (await refuseGone(tx, playerId));
        if (refused) return refused;
        const given = { text, read: rules?.read ?? read };
        const row = await write(tx, player(playerId), place, given, { condition, limits: limits.player });
        return row instanceof Refused ? row : { playerId, ...toStored(row) };
      });
    },

    remove: (
      { playerId, ...place }: PlayersPlace,
      condition: Condition,
      by: Keeper,
    ): Promise<undefined | Refused<'forbidden' | 'not-found' | 'precondition-failed'>> =>
      changeOfPlayer(playerId, async (tx) => {
        const rules = await rulesOf(tx, place.collection);
        if (rules instanceof Refused) return rules;
        return refuseWriter(rules, by) ?? remove(tx, player(playerId), place, condition);
      }),

    /** A game's own values: the public ones for all, the others for who looks after it. */
    async getOfGame(gameId: string, place: Place, by: Keeper | undefined) {
      const row = await prisma.storedValue.findUnique({ where: at(game(gameId), place) });
      return row && (await readsOfGame(gameId, by)).includes(row.read) ? toStored(row) : undefined;
    },

    async listOfGame(gameId: string, collection: string, { cursor, limit }: PageRequest, by: Keeper | undefined) {
      const after = readCursor(cursor, keyOf);
      if (after instanceof Refused) return after;
      const of = { ownerKind: 'game' as const, owner: gameId, collection };
      const read = { in: await readsOfGame(gameId, by) };
      const rows = await prisma.storedValue.findMany({
        where: { ...of, read, ...(after && { key: { gt: after[0] } }) },
        orderBy: { key: 'asc' },
        take: limit + 1,
      });
      return pageOf(rows.map(toStored), limit, ({ key }) => [key]);
    },

    async putOfGame(gameId: string, place: Place, { value, read }: NewValue, condition: Condition, by: Keeper) {
      const text = serialise(value);
      if (text instanceof Refused) return text;
      return changeOfGame(gameId, by, async (tx) => {
        const row = await write(tx, game(gameId), place, { text, read }, { condition, limits: limits.game });
        if (row instanceof Refused) return row;
        if ('playerId' in by) await record(tx, by, 'storage.write', `${gameId}/${place.collection}/${place.key}`);
        return toStored(row);
      });
    },

    removeOfGame: (
      gameId: string,
      place: Place,
      condition: Condition,
      by: Keeper,
    ): Promise<undefined | Refused<'forbidden' | 'not-found' | 'precondition-failed'>> =>
      changeOfGame(gameId, by, async (tx) => {
        const refused = await remove(tx, game(gameId), place, condition);
        if (refused) return refused;
        if ('playerId' in by) await record(tx, by, 'storage.delete', `${gameId}/${place.collection}/${place.key}`);
      }),

    collections: (gameId: string): Promise<Collection[]> =>
      prisma.collection.findMany({ where: { gameId }, orderBy: { name: 'asc' } }),

    /** Declares a collection of players' values, or changes its rules; who may read changes for all values in it. */
    declare: (
      gameId: string,
      name: string,
      rules: CollectionRules,
      by: Keeper,
    ): Promise<Collection | Refused<'forbidden' | 'not-found' | 'storage-full'>> =>
      asKeeper(db, { gameId, by, scope: 'storage' }, async (tx) => {
        const where = { gameId_name: { gameId, name } };
        const collection = await tx.collection.upsert({ where, create: { gameId, name, ...rules }, update: rules });
        if ((await tx.collection.count({ where: { gameId } })) > mostCollections) {
          return new Refused('storage-full', `A game declares ${mostCollections} collections at most.`);
        }
        await record(tx, by, 'collection.declare', `${gameId}.${name}`, { ...rules });
        return collection;
      }),
  };

  async function readsOfGame(gameId: string, by: Keeper | undefined): Promise<StorageRead[]> {
    const keeps = by && (await refuseStranger(prisma, gameId, by, 'storage')) === undefined;
    return keeps ? ['private', 'public'] : ['public'];
  }
}

/** Holds the player until the end: who is being erased keeps nothing new. */
async function refuseGone(tx: Transaction, playerId: string): Promise<undefined | Refused<'not-found'>> {
  const found = await tx.$queryRaw<unknown[]>`
    SELECT FROM players WHERE id = ${playerId}::uuid AND deleted_at IS NULL FOR SHARE`;
  if (found.length > 0) return undefined;
  return new Refused('not-found', 'There is no such player.');
}

// Images of games and titles, by name. Their bytes are kept once, under their hash, and never change: caches may keep
// them for ever.

import { fileTypeFromBuffer } from 'file-type';
import { toHex } from '../replays/bytes.ts';
import type { Database, Transaction } from '../db/client.ts';
import { record } from './audit.ts';
import { keepBytes } from './kept-bytes.ts';
import { Refused } from './refused.ts';
import { sha256 } from './sha256.ts';
import { asKeeper, type Keeper } from './titles/developers.ts';

/** What may be kept. DECISION: no SVG, which is a document with scripts, and no GIF, which WebP does better. */
export const imageTypes = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp' } as const;
type Extension = keyof typeof imageTypes;

const mostAssets = 200;
const keptBytes = 32 * 2 ** 20;

export function openAssets(db: Database) {
  const { prisma } = db;
  const kept = keepBytes(keptBytes);
  return {
    /** Undefined for a game that has none; by name. */
    async list(gameId: string) {
      const rows = await prisma.asset.findMany({
        where: { gameId },
        orderBy: { name: 'asc' },
        include: { file: { omit: { bytes: true } } },
      });
      return rows.map(toAsset);
    },

    /** Keeps an image under a name, in place of what was there. It is what its bytes say, whatever it is called. */
    async put(gameId: string, name: string, bytes: Uint8Array, by: Keeper) {
      const extension = await extensionOf(bytes);
      if (!extension) return new Refused('not-an-image', 'This is no PNG, JPEG or WebP image.');
      const hash = Buffer.from(sha256(bytes));
      return asKeeper(db, { gameId, by, scope: 'assets' }, async (tx) => {
        await oneAtATime(tx);
        await tx.assetFile.createMany({ data: { hash, extension, bytes: Buffer.from(bytes) }, skipDuplicates: true });
        const data = { hash, updatedAt: new Date() };
        const where = { gameId_name: { gameId, name } };
        const include = { file: { omit: { bytes: true } } } as const;
        const row = await tx.asset.upsert({ where, create: { gameId, name, ...data }, update: data, include });
        if ((await tx.asset.count({ where: { gameId } })) > mostAssets) {
          return new Refused('storage-full', `A game has ${mostAssets} assets at most.`);
        }
        await forgetUnused(tx);
        await record(tx, by, 'asset.put', `${gameId}/${name}`, { sha256: toHex(hash) });
        return toAsset(row);
      });
    },

    remove: (gameId: string, name: string, by: Keeper): Promise<undefined | Refused<'forbidden' | 'not-found'>> =>
      asKeeper(db, { gameId, by, scope: 'assets' }, async (tx) => {
        await oneAtATime(tx);
        const { count } = await tx.asset.deleteMany({ where: { gameId, name } });
        if (count === 0) return new Refused('not-found', `${gameId} has no asset ${name}.`);
        await forgetUnused(tx);
        await record(tx, by, 'asset.delete', `${gameId}/${name}`);
      }),

    /** The bytes of a file, by their SHA-256 in hex: out of memory, but not once nobody keeps it any more. */
    async file(hash: string): Promise<{ bytes: Uint8Array; extension: string } | undefined> {
      const bytes = kept.get(hash);
      const where = { hash: Buffer.from(hash, 'hex') };
      const file = await prisma.assetFile.findUnique({ where, omit: { bytes: bytes !== undefined } });
      if (!file) return undefined;
      if (!bytes) kept.set(hash, file.bytes);
      return { extension: file.extension, bytes: bytes ?? file.bytes };
    },
  };
}

async function extensionOf(bytes: Uint8Array): Promise<Extension | undefined> {
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  return (Object.keys(imageTypes) as Extension[]).find((extension) => imageTypes[extension] === found?.mime);
}

/** So that no file is forgotten while somebody gives it a name. */
const oneAtATime = (tx: Transaction) => tx.$executeRaw`SELECT pg_advisory_xact_lock('assets'::regclass::int, 0)`;

const forgetUnused = (tx: Transaction) =>
  tx.$executeRaw`DELETE FROM asset_files AS file WHERE NOT EXISTS (SELECT FROM assets WHERE hash = file.hash)`;

interface AssetRow {
  readonly name: string;
  readonly updatedAt: Date;
  readonly file: { readonly hash: Uint8Array; readonly extension: string };
}

const toAsset = ({ name, updatedAt, file }: AssetRow) => ({ name, url: urlOf(file), updatedAt });

/** Of this server. */
export const urlOf = ({ hash, extension }: AssetRow['file']): string => `/assets/${toHex(hash)}.${extension}`;

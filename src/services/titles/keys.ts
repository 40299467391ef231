// The keys that titles' servers show. A key is 32 random bytes, told once; only its hash is kept.

import { randomBytes, randomUUID } from 'node:crypto';
import type { Database, Transaction } from '../../db/client.ts';
import { TitleScope } from '../../db/generated/client.ts';
import { toHex } from '../../replays/bytes.ts';
import { type Actor, record } from '../audit.ts';
import { coalesce } from '../coalesce.ts';
import { sha256 } from '../sha256.ts';

export type { TitleScope };
export const titleScopes = Object.values(TitleScope);

/** Who asks with a key. */
export interface TitleIdentity {
  readonly titleId: string;
  readonly scopes: readonly TitleScope[];
}

export interface NewKey {
  readonly id: string;
  /** Not to be had again. */
  readonly key: string;
  readonly scopes: readonly TitleScope[];
}

/** So that a key is known for one where it leaks, and is not taken for a player's token. */
const prefix = 'arbk_';
const shape = /^arbk_[\w-]{43}$/;

export const isTitleKey = (token: string): boolean => token.startsWith(prefix);

export async function createKey(
  tx: Transaction,
  titleId: string,
  scopes: readonly TitleScope[],
  by: Actor,
): Promise<NewKey> {
  const [id, key] = [randomUUID(), prefix + randomBytes(32).toString('base64url')];
  await tx.titleKey.create({ data: { id, titleId, hash: hashOf(key), scopes: [...scopes] } });
  await record(tx, by, 'key.create', id, { title: titleId, scopes });
  return { id, key, scopes };
}

/**
 * Looks keys up, undefined for one that is not, or no longer, one. All that come while one look-up runs share the next:
 * who makes keys up is not known before, and shall not take the connections of those whose are good.
 */
export function openKeyReader({ prisma }: Database): (key: string) => Promise<TitleIdentity | undefined> {
  const look = coalesce(async (hashes: readonly KeyHash[]) => {
    const found = await prisma.titleKey.findMany({
      where: { hash: { in: [...hashes] }, OR: [{ revokedAt: null }, { revokedAt: { gt: new Date() } }] },
    });
    return new Map(found.map(({ hash, titleId, scopes }) => [toHex(hash), { titleId, scopes }]));
  });
  return async (key) => {
    if (!shape.test(key)) return undefined;
    const hash = hashOf(key);
    return (await look(hash)).get(toHex(hash));
  };
}

/** Whether there was such a key in force; it is worth nothing from the next request on. */
export function revokeKey({ prisma }: Database, id: string, by: Actor): Promise<boolean> {
  return prisma.$transaction(async (tx) => {
    const [key] = await tx.titleKey.updateManyAndReturn({
      where: { id, revokedAt: null },
      data: { revokedAt: new Date() },
      select: { titleId: true },
    });
    if (key) await record(tx, by, 'key.revoke', id, { title: key.titleId });
    return key !== undefined;
  });
}

type KeyHash = Buffer<ArrayBuffer>;
const hashOf = (key: string): KeyHash => Buffer.from(sha256(Buffer.from(key)));

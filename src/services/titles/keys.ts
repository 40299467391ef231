// The keys that titles' servers show. A key is 32 random bytes, told once; only its hash is kept.

import { randomBytes, randomUUID } from 'node:crypto';
import type { Database } from '../../db/client.ts';
import { TitleScope } from '../../db/generated/client.ts';
import { type Actor, record } from '../audit.ts';
import type { Transaction } from '../results.ts';
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

/** Undefined for a key that is not, or no longer, one. */
export async function readKey({ prisma }: Database, key: string): Promise<TitleIdentity | undefined> {
  const found = await prisma.titleKey.findUnique({
    where: { hash: hashOf(key), OR: [{ revokedAt: null }, { revokedAt: { gt: new Date() } }] },
  });
  return found ? { titleId: found.titleId, scopes: found.scopes } : undefined;
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

const hashOf = (key: string) => Buffer.from(sha256(Buffer.from(key)));

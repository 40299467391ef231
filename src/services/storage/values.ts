// JSON values by owner, collection and key. Changes of one owner's values come one after the other, under the row that
// counts them, so that a condition holds when it is acted on.

import type { Transaction } from '../../db/client.ts';
import { randomUUID } from 'node:crypto';
import type { StorageOwner, StorageRead, StoredValue } from '../../db/generated/client.ts';
import { Refused } from '../refused.ts';

export type { StorageRead };

export interface Owner {
  readonly kind: StorageOwner;
  readonly id: string;
}

export interface Place {
  readonly collection: string;
  readonly key: string;
}

/** What must be so for a change, as tags in their quotes (RFC 9110, section 13); `*`: whatever there is. */
export interface Condition {
  readonly ifMatch?: Tags | undefined;
  readonly ifNoneMatch?: Tags | undefined;
}
type Tags = '*' | readonly string[];

export interface Limits {
  /** Of one owner, all together. */
  readonly values: number;
  readonly bytes: number;
}

export type Stored = ReturnType<typeof toStored>;

/** Of a value's JSON. */
const mostValueBytes = 64 * 1024;

const etagOf = ({ version }: Pick<StoredValue, 'version'>): string => `"${version}"`;

export function toStored(row: StoredValue) {
  const { collection, key, value, read, createdAt, updatedAt } = row;
  return { collection, key, value: JSON.parse(value) as unknown, read, etag: etagOf(row), createdAt, updatedAt };
}

/** The row of a value. */
export const at = ({ kind: ownerKind, id: owner }: Owner, { collection, key }: Place) => ({
  ownerKind_owner_collection_key: { ownerKind, owner, collection, key },
});

/** What is written; JSON that is too long is refused. */
export function serialise(value: unknown): string | Refused<'too-large'> {
  const text = JSON.stringify(value);
  if (Buffer.byteLength(text) <= mostValueBytes) return text;
  return new Refused('too-large', `A value has ${mostValueBytes} bytes of JSON at most.`);
}

/** Writes a value where the condition holds and there is room. */
export async function write(
  tx: Transaction,
  owner: Owner,
  place: Place,
  { text, read }: { readonly text: string; readonly read: StorageRead | undefined },
  { condition, limits }: { readonly condition: Condition; readonly limits: Limits },
): Promise<StoredValue | Refused<'precondition-failed' | 'storage-full'>> {
  await lock(tx, owner);
  const before = await tx.storedValue.findUnique({ where: at(owner, place) });
  const refused = refuseUnmet(condition, before) ?? (await count(tx, owner, before, text, limits));
  if (refused) return refused;
  const data = { value: text, version: randomUUID(), updatedAt: new Date() };
  return tx.storedValue.upsert({
    where: at(owner, place),
    // Both of one clock: the row's own default is the database's.
    create: {
      ...{ ownerKind: owner.kind, owner: owner.id, ...place },
      ...{ ...data, createdAt: data.updatedAt, read: read ?? 'private' },
    },
    update: { ...data, ...(read && { read }) },
  });
}

/** Undefined when it is gone; there was none: a refusal. */
export async function remove(
  tx: Transaction,
  owner: Owner,
  place: Place,
  condition: Condition,
): Promise<undefined | Refused<'not-found' | 'precondition-failed'>> {
  await lock(tx, owner);
  const before = await tx.storedValue.findUnique({ where: at(owner, place) });
  const refused = refuseUnmet(condition, before);
  if (refused) return refused;
  if (!before) return new Refused('not-found', 'There is no such value.');
  await tx.storedValue.delete({ where: at(owner, place) });
  await add(tx, owner, -1, -Buffer.byteLength(before.value));
}

async function lock(tx: Transaction, { kind, id }: Owner): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO storage_usage (owner_kind, owner, "values", bytes) VALUES (${kind}::"StorageOwner", ${id}, 0, 0)
    ON CONFLICT (owner_kind, owner) DO UPDATE SET bytes = storage_usage.bytes`;
}

function refuseUnmet(
  { ifMatch, ifNoneMatch }: Condition,
  before: StoredValue | null,
): undefined | Refused<'precondition-failed'> {
  const has = (tags: Tags): boolean => before !== null && (tags === '*' || tags.includes(etagOf(before)));
  if ((ifMatch === undefined || has(ifMatch)) && (ifNoneMatch === undefined || !has(ifNoneMatch))) return undefined;
  const etag = before && etagOf(before);
  return new Refused('precondition-failed', 'It is not what the condition says: get it again.', { etag });
}

async function count(
  tx: Transaction,
  owner: Owner,
  before: StoredValue | null,
  text: string,
  limits: Limits,
): Promise<undefined | Refused<'storage-full'>> {
  const more = Buffer.byteLength(text) - (before ? Buffer.byteLength(before.value) : 0);
  const { values, bytes } = await add(tx, owner, before ? 0 : 1, more);
  if (values <= limits.values && (more <= 0 || bytes <= limits.bytes)) return undefined;
  return new Refused('storage-full', `${limits.values} values of ${limits.bytes} bytes together is all there is.`, {
    limits,
  });
}

async function add(tx: Transaction, { kind, id }: Owner, values: number, bytes: number) {
  return tx.storageUsage.update({
    where: { ownerKind_owner: { ownerKind: kind, owner: id } },
    data: { values: { increment: values }, bytes: { increment: bytes } },
  });
}

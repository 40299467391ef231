// Where two states part: names the first field by its path, for people who want to know why two hashes differ.

import { isList, isMap } from './snapshot.ts';

export interface FieldDifference {
  /** `players.3.x`: fields, keys and indexes from the root on; empty for the root itself. */
  readonly path: string;
  /** The two values as text; `nothing` where there is none. */
  readonly values: readonly [string, string];
}

/** The first difference in the order of a snapshot (sorted fields and keys); undefined when both have one snapshot. */
export function firstDifference(one: unknown, other: unknown): FieldDifference | undefined {
  return compare(one, other, []);
}

type Path = readonly (string | number)[];

function compare(one: unknown, other: unknown, path: Path): FieldDifference | undefined {
  const [kind, otherKind] = [kindOf(one), kindOf(other)];
  if (kind === undefined || kind !== otherKind) {
    // A snapshot knows no undefined, and not whether a zero is negative.
    return (one ?? null) === (other ?? null) ? undefined : differs(one, other, path);
  }
  const [fields, otherFields] = [fieldsOf(one as object, kind), fieldsOf(other as object, kind)];
  for (const name of namesIn(fields, otherFields)) {
    const at = [...path, name];
    if (!fields.has(name) || !otherFields.has(name)) return differs(fields.get(name), otherFields.get(name), at);
    const difference = compare(fields.get(name), otherFields.get(name), at);
    if (difference) return difference;
  }
  return undefined;
}

/** Indexes by number, names by their letters. */
function namesIn(fields: ReadonlyMap<string | number, unknown>, others: typeof fields): (string | number)[] {
  return [...new Set([...fields.keys(), ...others.keys()])].sort((a, b) => (a < b ? -1 : 1));
}

type Kind = 'map' | 'list' | 'record';

/** Undefined for what contains nothing else. */
function kindOf(value: unknown): Kind | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (isMap(value)) return 'map';
  return isList(value) ? 'list' : 'record';
}

function fieldsOf(value: object, kind: Kind): Map<string | number, unknown> {
  if (kind === 'map') return new Map(value as Map<string, unknown>);
  if (kind === 'list') return new Map(Array.from(value as unknown[]).entries());
  const fields = new Map<string, unknown>();
  // for…in on purpose: a schema object's fields are enumerable accessors of its prototype.
  for (const field in value) {
    const item = (value as Record<string, unknown>)[field];
    if (item !== undefined) fields.set(field, item);
  }
  return fields;
}

const differs = (one: unknown, other: unknown, path: Path): FieldDifference => ({
  path: path.join('.'),
  values: [textOf(one), textOf(other)],
});

function textOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  const kind = kindOf(value);
  if (kind === undefined) return JSON.stringify(value);
  const count = fieldsOf(value, kind).size;
  return `a ${kind} of ${count}`;
}

// Makes a wire state say what a plain one says, by changing what differs and nothing else: so that a match can be played,
// or jumped through, on plain objects, and its spectators get the difference as one patch.

import { ArraySchema, MapSchema, type Schema } from '@colyseus/schema';

type SchemaClass = new () => Schema;
type FieldType = string | SchemaClass | { readonly array: ItemType } | { readonly map: ItemType };
type ItemType = string | SchemaClass;

interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** Set on what only some clients may see. */
  readonly tag?: number;
}

/** What is not synchronised, or is one seat's secret, stays out of `wire`: no spectator is ever sent it. */
export function mirror(wire: Schema, plain: object): void {
  const to = wire as unknown as Record<string, unknown>;
  const from = plain as Readonly<Record<string, unknown>>;
  for (const { name, type, tag } of fieldsOf(wire)) {
    if (tag !== undefined) continue;
    if (typeof type === 'object') to[name] = mirrorItems(to[name], from[name] as Items, type);
    else to[name] = mirrored(to[name], from[name], type);
  }
}

type Items = readonly unknown[] | ReadonlyMap<string, unknown>;

/** The value that a field or an item should have: its old one, made to say the same, where there is one. */
function mirrored(old: unknown, value: unknown, type: ItemType): unknown {
  if (typeof type === 'string' || value === undefined || value === null) return value;
  const entity = (old as Schema | undefined) ?? new type();
  mirror(entity, value);
  return entity;
}

function mirrorItems(old: unknown, items: Items, type: { array: ItemType } | { map: ItemType }): unknown {
  return 'array' in type
    ? mirrorList((old as ArraySchema | undefined) ?? new ArraySchema(), items as readonly unknown[], type.array)
    : mirrorMap((old as MapSchema | undefined) ?? new MapSchema(), items as ReadonlyMap<string, unknown>, type.map);
}

function mirrorList(list: ArraySchema, items: readonly unknown[], type: ItemType): ArraySchema {
  while (list.length > items.length) list.pop();
  for (const [at, item] of items.entries()) {
    const old: unknown = list[at];
    const value = mirrored(old, item, type);
    if (at >= list.length) list.push(value);
    else if (value !== old) list[at] = value;
  }
  return list;
}

function mirrorMap(map: MapSchema, items: ReadonlyMap<string, unknown>, type: ItemType): MapSchema {
  for (const key of [...map.keys()]) if (!items.has(key)) map.delete(key);
  for (const [key, item] of items) {
    const old: unknown = map.get(key);
    const value = mirrored(old, item, type);
    if (value !== old) map.set(key, value);
  }
  return map;
}

const known = new WeakMap<object, readonly Field[]>();

/** The synchronised fields of a schema class; one that is marked `.noSync()` is not among them. */
function fieldsOf(wire: Schema): readonly Field[] {
  const type = wire.constructor;
  let fields = known.get(type);
  if (!fields) {
    const metadata = (type as unknown as Record<symbol, Readonly<Record<number, Field>>>)[Symbol.metadata]!;
    fields = Object.values(metadata).filter((field): field is Field => typeof field === 'object');
    known.set(type, fields);
  }
  return fields;
}

// Values for a JSON Schema, as the API's document has them: some that fit, some at the edges of what fits, and some that
// do not.

import fc, { type Arbitrary } from 'fast-check';
import type { Schema } from './document.ts';

export type Schemas = Readonly<Record<string, Schema>>;
const refPrefix = '#/components/schemas/';

/** What a parameter or member of this name means: values of things that are there. */
export type Meant = (name: string) => readonly unknown[] | undefined;

export interface Generator {
  /** Only what is required, and of what means something the newest: the likeliest to succeed. */
  plain(schema: Schema): Arbitrary<unknown>;
  /** Fits, as far as a schema can tell. */
  valid(schema: Schema): Arbitrary<unknown>;
  /** The least and the most that fits, and what is just beyond. */
  boundary(schema: Schema): Arbitrary<unknown>;
  /** Of another shape, or hostile. */
  invalid(schema: Schema): Arbitrary<unknown>;
}

interface Manner {
  readonly scalar: (schema: Schema) => Arbitrary<unknown>;
  readonly members: 'required' | 'some' | 'all';
}

const hostile: readonly unknown[] = [
  ...[null, true, -1, 1e308, 2 ** 53, 0.5, '', 'x'.repeat(20_000), [], {}, [[[[[[[[]]]]]]]]],
  ...["'; DROP TABLE players; --", '" OR 1=1', '\0', '\ud800', '../../etc/passwd', '%00', '${7*7}', '😀'.repeat(100)],
  ...['__proto__', 'constructor', '9'.repeat(400), '-0', 'NaN', '0x10', '2026-13-45T99:99:99Z'],
];

export function generatorFor(schemas: Schemas, meant: Meant): Generator {
  const resolve = (schema: Schema): Schema => {
    const ref = schema['$ref'];
    return typeof ref === 'string' ? resolve(schemas[ref.slice(refPrefix.length)]!) : schema;
  };

  function member(name: string, schema: Schema, manner: Manner): Arbitrary<unknown> {
    const known = meant(name);
    if (!known) return fill(schema, manner);
    return manner.members === 'required' ? fc.constant(known[0]) : orElse(known, fill(schema, manner));
  }

  function fill(given: Schema, manner: Manner): Arbitrary<unknown> {
    const schema = resolve(given);
    const options = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined;
    if (options) return fc.oneof(...options.map((option) => fill(option, manner)));
    if (schema['type'] === 'array') {
      const {
        items = {},
        minItems = 0,
        maxItems = 10,
      } = schema as { items?: Schema; minItems?: number; maxItems?: number };
      return fc.array(fill(items, manner), { minLength: minItems, maxLength: Math.min(maxItems, minItems + 3) });
    }
    if (schema['type'] !== 'object') return manner.scalar(schema);
    const properties = Object.entries((schema['properties'] ?? {}) as Schemas);
    const required = (schema['required'] ?? []) as string[];
    const kept = properties.filter(([name]) => manner.members !== 'required' || required.includes(name));
    const requiredKeys = manner.members === 'all' ? kept.map(([name]) => name) : required;
    const model = Object.fromEntries(kept.map(([name, each]) => [name, member(name, each, manner)]));
    return fc.record(model, { requiredKeys, noNullPrototype: true });
  }

  const whole = (schema: Schema, scalar: Manner['scalar']) => fill(schema, { scalar, members: 'all' });
  return {
    plain: (schema) => fill(schema, { scalar: fitting, members: 'required' }),
    valid: (schema) => fill(schema, { scalar: fitting, members: 'some' }),
    boundary: (schema) => fc.oneof(whole(schema, edges), fill(schema, { scalar: edges, members: 'some' })),
    invalid: (schema) =>
      fc.oneof(
        fc.constantFrom(...hostile),
        whole(schema, () => fc.constantFrom(...hostile)),
        whole(schema, fitting).map((value) => ({ ...(value as object), surplus: 1, ['__proto__x']: {} })),
        whole(schema, fitting).map((value) => (typeof value === 'object' ? without(value) : [value])),
      ),
  };
}

/** What means something as often as anything else of its schema. */
export const orElse = (known: readonly unknown[], any: Arbitrary<unknown>): Arbitrary<unknown> =>
  fc.oneof(fc.constantFrom(...known), any);

/** The members of all objects in a schema, and whatever else it calls by a name. */
export function namesIn(part: unknown, schemas: Schemas): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, each]) =>
    name === '$ref'
      ? namesIn(schemas[(each as string).slice(refPrefix.length)], schemas)
      : [name, ...namesIn(each, schemas)],
  );
}

/** All but its first member. */
const without = (value: object | null): unknown => Object.fromEntries(Object.entries(value ?? {}).slice(1));

function fitting(schema: Schema): Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema['const']);
  const choices = schema['enum'] as unknown[] | undefined;
  if (choices) return fc.constantFrom(...choices);
  switch (schema['type']) {
    case 'string':
      return text(schema);
    case 'integer':
      return fc.integer(rangeOf(schema));
    case 'number': {
      const { min, max } = rangeOf(schema);
      return fc.double({ min, max, noNaN: true });
    }
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue();
  }
}

function edges(schema: Schema): Arbitrary<unknown> {
  if (schema['type'] === 'integer' || schema['type'] === 'number') {
    const { min, max } = rangeOf(schema);
    return fc.constantFrom(min, max, min - 1, max + 1, 0);
  }
  if (schema['type'] !== 'string' || schema['enum'] || schema['format'] || schema['pattern']) return fitting(schema);
  const { minLength = 0, maxLength = 300 } = schema as { minLength?: number; maxLength?: number };
  const lengths = [minLength, maxLength, Math.max(0, minLength - 1), maxLength + 1];
  return fc.constantFrom(...lengths.map((length) => 'é'.repeat(length)));
}

function text({ format, pattern, minLength = 0, maxLength = 40 }: Schema): Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'email') return fc.uuid().map((id) => `${id}@example.org`);
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  if (format === 'date') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
  const length = {
    minLength: minLength as number,
    maxLength: Math.min(maxLength as number, (minLength as number) + 40),
  };
  const plain = fc.string({ unit: 'grapheme-ascii', ...length });
  return typeof pattern === 'string' ? (matching(pattern) ?? plain) : plain;
}

const byPattern = new Map<string, Arbitrary<string> | undefined>();

/** Made once for a pattern: making it takes longer than all that is asked with it. */
function matching(pattern: string): Arbitrary<string> | undefined {
  if (!byPattern.has(pattern)) byPattern.set(pattern, madeFor(pattern));
  return byPattern.get(pattern);
}

function madeFor(pattern: string): Arbitrary<string> | undefined {
  try {
    return fc.stringMatching(new RegExp(pattern));
  } catch {
    // Of classes that the library does not know; what fits is up to the length.
    return undefined;
  }
}

function rangeOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema): { min: number; max: number } {
  const above = exclusiveMinimum === undefined ? undefined : (exclusiveMinimum as number) + 1;
  const below = exclusiveMaximum === undefined ? undefined : (exclusiveMaximum as number) - 1;
  const min = (minimum ?? above ?? -1_000_000) as number;
  return { min, max: Math.max(min, Math.min((maximum ?? below ?? 1_000_000) as number, 2_147_483_647)) };
}

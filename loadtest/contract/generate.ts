// Values for a JSON Schema, as the API's document has them: some that fit, some at the edges of what fits, and some that
// do not.

import fc, { type Arbitrary } from 'fast-check';
import type { Schema } from './document.ts';

type Schemas = Readonly<Record<string, Schema>>;
const refPrefix = '#/components/schemas/';

export interface Generator {
  /** Fits, as far as a schema can tell. */
  valid(schema: Schema): Arbitrary<unknown>;
  /** The least and the most that fits, and what is just beyond. */
  boundary(schema: Schema): Arbitrary<unknown>;
  /** Of another shape, or hostile. */
  invalid(schema: Schema): Arbitrary<unknown>;
}

const hostile: readonly unknown[] = [
  ...[null, true, -1, 1e308, 2 ** 53, 0.5, '', 'x'.repeat(20_000), [], {}, [[[[[[[[]]]]]]]]],
  ...["'; DROP TABLE players; --", '" OR 1=1', '\0', '\ud800', '../../etc/passwd', '%00', '${7*7}', '😀'.repeat(100)],
  ...['__proto__', 'constructor', '9'.repeat(400), '-0', 'NaN', '0x10', '2026-13-45T99:99:99Z'],
];

export function generatorFor(schemas: Schemas): Generator {
  const resolve = (schema: Schema): Schema => {
    const ref = schema['$ref'];
    return typeof ref === 'string' ? resolve(schemas[ref.slice(refPrefix.length)]!) : schema;
  };

  function fill(given: Schema, scalar: (schema: Schema) => Arbitrary<unknown>, all: boolean): Arbitrary<unknown> {
    const schema = resolve(given);
    const options = (schema['anyOf'] ?? schema['oneOf']) as Schema[] | undefined;
    if (options) return fc.oneof(...options.map((option) => fill(option, scalar, all)));
    if (schema['type'] === 'array') {
      const {
        items = {},
        minItems = 0,
        maxItems = 10,
      } = schema as { items?: Schema; minItems?: number; maxItems?: number };
      return fc.array(fill(items, scalar, all), { minLength: minItems, maxLength: Math.min(maxItems, minItems + 3) });
    }
    if (schema['type'] === 'object') {
      const properties = (schema['properties'] ?? {}) as Schemas;
      const required = all ? Object.keys(properties) : ((schema['required'] ?? []) as string[]);
      const model = Object.fromEntries(
        Object.entries(properties).map(([name, each]) => [name, fill(each, scalar, all)]),
      );
      return fc.record(model, { requiredKeys: required, noNullPrototype: true });
    }
    return scalar(schema);
  }

  return {
    valid: (schema) => fill(schema, fitting, false),
    boundary: (schema) => fc.oneof(fill(schema, edges, true), fill(schema, edges, false)),
    invalid: (schema) =>
      fc.oneof(
        fc.constantFrom(...hostile),
        fill(schema, () => fc.constantFrom(...hostile), true),
        fill(schema, fitting, true).map((value) => ({ ...(value as object), surplus: 1, ['__proto__x']: {} })),
        fill(schema, fitting, true).map((value) => (typeof value === 'object' ? without(value) : [value])),
      ),
  };
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
  if (typeof pattern !== 'string') return plain;
  try {
    return fc.stringMatching(new RegExp(pattern));
  } catch {
    // Of classes that the library does not know; what fits is up to the length.
    return plain;
  }
}

function rangeOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema): { min: number; max: number } {
  const above = exclusiveMinimum === undefined ? undefined : (exclusiveMinimum as number) + 1;
  const below = exclusiveMaximum === undefined ? undefined : (exclusiveMaximum as number) - 1;
  const min = (minimum ?? above ?? -1_000_000) as number;
  return { min, max: Math.max(min, Math.min((maximum ?? below ?? 1_000_000) as number, 2_147_483_647)) };
}

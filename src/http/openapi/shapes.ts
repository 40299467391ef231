// Shapes of endpoints as JSON Schema (2020-12, as OpenAPI 3.1 has it). Shapes with an id (`.meta({ id })`) become
// components, which others refer to.

import { z } from 'zod';

export type Json = Readonly<Record<string, unknown>>;

/** For shapes that take something else than JSON Schema can read off them: what clients send. */
export const sentAs = new WeakMap<z.ZodType, z.ZodType>();

const prefix = '#/components/schemas/';

export class Components {
  readonly schemas: Record<string, Json> = {};

  /** As clients send it. */
  input(shape: z.ZodType): Json {
    return this.#convert(sentAs.get(shape) ?? shape, 'input');
  }

  /** As the server answers with it. */
  output(shape: z.ZodType): Json {
    return this.#convert(shape, 'output');
  }

  #convert(shape: z.ZodType, io: 'input' | 'output'): Json {
    const {
      $schema: _,
      $defs,
      ...schema
    } = z.toJSONSchema(shape, { io, override: ({ jsonSchema }) => trim(jsonSchema) });
    // A shape with an id refers to itself where it is the whole.
    const { id, ...own } = withRefs(schema) as Record<string, unknown>;
    for (const [name, definition] of Object.entries($defs ?? {})) this.#add(name, definition);
    if (typeof id !== 'string') return own;
    this.#add(id, own);
    return { $ref: prefix + id };
  }

  #add(name: string, definition: Json): void {
    const { id: _, ...schema } = withRefs(definition) as Record<string, unknown>;
    const known = this.schemas[name];
    if (known && JSON.stringify(known) !== JSON.stringify(schema)) throw new Error(`two shapes are called ${name}`);
    this.schemas[name] = schema;
  }
}

/** Takes away what says nothing to a reader. */
function trim(schema: { -readonly [Key in string]?: unknown }): void {
  if (schema['format'] !== undefined) delete schema['pattern'];
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) delete schema['maximum'];
  if (schema['minimum'] === Number.MIN_SAFE_INTEGER) delete schema['minimum'];
}

function withRefs(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withRefs);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      const isRef = key === '$ref' && typeof value === 'string';
      return [key, isRef ? value.replace('#/$defs/', prefix) : withRefs(value)];
    }),
  );
}

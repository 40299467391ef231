// Holds answers to an OpenAPI document: status, content type and body of each must be as its operation says.

import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

export interface Exchange {
  readonly method: string;
  /** Under the API's root, without the query. */
  readonly path: string;
  readonly status: number;
  readonly contentType: string | null;
  readonly body: string;
}

export type Schema = Readonly<Record<string, unknown>>;

interface Answer {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

export interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly {
    readonly name: string;
    readonly in: 'path' | 'query' | 'header';
    readonly required: boolean;
    readonly description?: string;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses: Readonly<Record<string, Answer>>;
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** What is wrong with an answer, or undefined. */
export type Judge = (exchange: Exchange) => string | undefined;

const problem = (type: string): Answer => {
  const one = { properties: { type: { const: `/problems/${type}` } } };
  const schema = { allOf: [{ $ref: 'api#/components/schemas/Problem' }, one] };
  return { content: { 'application/problem+json': { schema } } };
};
/** Of a path or method that there is not. */
const elsewhere: Readonly<Record<string, Answer>> = { 404: problem('not-found'), 405: problem('method-not-allowed') };
const ofOptions: Readonly<Record<string, Answer>> = { 204: {} };

export function judgeBy(document: ApiDocument): Judge {
  const ajv = new Ajv2020({ strict: false });
  formats.default(ajv);
  ajv.addSchema(document, 'api');
  const templates = Object.keys(document.paths).map((template) => ({ template, pattern: patternOf(template) }));
  // `/players/me` is itself before it is some player.
  templates.sort((a, b) => countParameters(a.template) - countParameters(b.template));

  return ({ method, path, status, contentType, body }) => {
    const template = templates.find(({ pattern }) => pattern.test(path))?.template;
    const asked = method === 'HEAD' ? 'get' : method.toLowerCase();
    const documented = template === undefined ? undefined : document.paths[template]?.[asked]?.responses;
    const answers = method === 'OPTIONS' ? ofOptions : (documented ?? elsewhere);
    const answer = answers[status];
    if (!answer) return `the document has no ${status}`;
    if (method === 'HEAD' || !answer.content) return body === '' ? undefined : 'there is a body';
    const type = contentType?.split(';')[0]?.trim() ?? 'nothing';
    const content = answer.content[type];
    if (!content) return `the content type is ${type}`;
    if (!content.schema) return undefined;
    const value = parsed(body);
    if (value === undefined) return 'the body is not JSON';
    const schema =
      answers === elsewhere
        ? content.schema
        : pointer(['paths', template!, asked, 'responses', String(status), 'content', type]);
    const isValid = ajv.validate(schema, value);
    return isValid ? undefined : ajv.errorsText();
  };
}

const pointer = (keys: readonly string[]): string =>
  `api#/${keys.map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}/schema`;

const countParameters = (template: string): number => template.split('{').length;

const patternOf = (template: string): RegExp =>
  new RegExp(`^${template.replaceAll('.', String.raw`\.`).replace(/\{\w+\}/g, '[^/]+')}/?$`, 'i');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

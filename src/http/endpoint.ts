// One endpoint of the HTTP API as a value: method, path, who may ask, what goes in and out, and a handler that calls one
// service. All else that an endpoint does is the same for each of them (answer.ts, docs/http-api.md).

import type { z } from 'zod';
import type { Services } from '../services/index.ts';
import type { RatePolicy } from '../services/rate-limits.ts';
import type { RefusalReason, Refused } from '../services/refused.ts';
import type { Caller, Requirement } from './caller.ts';

type Shape = z.ZodObject;

export interface Endpoint<
  Auth extends Requirement = Requirement,
  Params extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends z.ZodType = z.ZodType,
  Answer = unknown,
  Reason extends RefusalReason = RefusalReason,
> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Under /api/v1; parameters as in express, `/players/:id`. */
  readonly path: string;
  readonly summary: string;
  /** Under which the API's document lists it; unset: the path's first word. */
  readonly tag?: string;
  /** Who may ask: everyone else is answered 401 or 403. */
  readonly auth: Auth;
  /** Which rate its requests count against. */
  readonly rate?: RatePolicy;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** 64 KB unless told otherwise. */
  readonly bodyLimit?: '64kb' | '256kb' | '1mb';
  /** The body is a file of any type; its shape is `fileBody`. JSON unless told otherwise. */
  readonly takesFile?: boolean;
  /**
   * What it makes is new each time: it answers 201. Where that has an address, a path under /api/v1 with the answer's
   * fields in braces, which becomes the Location: `/links/{id}`.
   */
  readonly created?: true | `/${string}`;
  /** A POST that only asks, what an address can't hold: every other one takes an Idempotency-Key. */
  readonly onlyAsks?: true;
  /** All that its handler may answer with as refused, for the API's document; unset: nothing. */
  readonly refuses?: readonly Reason[];
  /** The answer's shape; `bytes` for a file (FileAnswer), `nothing` for 204. */
  readonly output: z.ZodType | 'bytes' | 'nothing';
  /** Its answer's `items` are rows with these columns: who asks for text/csv gets them as such. */
  readonly csv?: readonly string[];
  /** Answers with `output`, or with what the service has refused; undefined is "not found". */
  readonly handler: (services: Services, input: Input<Auth, Params, Query, Body>) => Promise<Answer>;
}

interface Input<Auth extends Requirement, Params extends Shape, Query extends Shape, Body extends z.ZodType> {
  readonly params: z.infer<Params>;
  readonly query: z.infer<Query>;
  readonly body: z.infer<Body>;
  readonly caller: Caller<Auth>;
  /** What the client calls itself. */
  readonly device: string | undefined;
  /** The conditions of RFC 9110, section 13, as they were sent: see preconditions.ts. */
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  /** Gives the answer this ETag, in its quotes, in place of one over its bytes. */
  readonly tagWith: (etag: string) => void;
  /** To be called where the answer is not for everyone, whether it is one or a refusal. */
  readonly keepFromCaches: () => void;
}

/** Sent again with the same Idempotency-Key it is done once. */
export const isOnlyOnce = ({ method, onlyAsks }: Endpoint): boolean => method === 'post' && !onlyAsks;

/**
 * Keeps the types of an endpoint's shapes for its handler. What the handler may refuse and the endpoint does not declare
 * is no `Answer`, and does not compile.
 */
export function endpoint<
  Auth extends Requirement,
  Params extends Shape = z.ZodObject<Record<never, never>>,
  Query extends Shape = z.ZodObject<Record<never, never>>,
  Body extends z.ZodType = z.ZodObject<Record<never, never>>,
  Answer = never,
  Reason extends RefusalReason = never,
>(definition: Endpoint<Auth, Params, Query, Body, Answer | Refused<NoInfer<Reason>>, Reason>): Endpoint {
  return definition;
}

// One endpoint of the HTTP API as a value: method, path, who may ask, what goes in and out, and a handler that calls one
// service.

import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import type { Services } from '../services/index.ts';
import type { RatePolicy } from '../services/rate-limits.ts';
import { Refused } from '../services/refused.ts';
import { type Caller, isTitle, readCaller, type Requirement, requireRole } from './caller.ts';
import { Problem, refusedProblem, sendProblem } from './problems.ts';
import { type FileAnswer, privately, sendBytes } from './send-bytes.ts';
import { throttle } from './throttle.ts';

type Shape = z.ZodObject;

export interface Endpoint<
  Auth extends Requirement = Requirement,
  Params extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends z.ZodType = z.ZodType,
> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Under /api/v1; parameters as in express, `/players/:id`. */
  readonly path: string;
  readonly summary: string;
  /** Who may ask: everyone else is answered 401 or 403. */
  readonly auth: Auth;
  /** Which rate its requests count against. */
  readonly rate?: RatePolicy;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** 64 KB unless told otherwise. */
  readonly bodyLimit?: '256kb';
  /** The answer's shape; `bytes` for a file (FileAnswer), `nothing` for 204. */
  readonly output: z.ZodType | 'bytes' | 'nothing';
  /** Answers with `output`, or with what the service has refused; undefined is "not found". */
  readonly handler: (services: Services, input: Input<Auth, Params, Query, Body>) => Promise<unknown>;
}

interface Input<Auth extends Requirement, Params extends Shape, Query extends Shape, Body extends z.ZodType> {
  readonly params: z.infer<Params>;
  readonly query: z.infer<Query>;
  readonly body: z.infer<Body>;
  readonly caller: Caller<Auth>;
  /** What the client calls itself. */
  readonly device: string | undefined;
  /** To be called where the answer is not for everyone, whether it is one or a refusal. */
  readonly keepFromCaches: () => void;
}

/** Keeps the types of an endpoint's shapes for its handler. */
export function endpoint<
  Auth extends Requirement,
  Params extends Shape = z.ZodObject<Record<never, never>>,
  Query extends Shape = z.ZodObject<Record<never, never>>,
  Body extends z.ZodType = z.ZodObject<Record<never, never>>,
>(definition: Endpoint<Auth, Params, Query, Body>): Endpoint {
  return definition;
}

/** A router with these endpoints; a path that has none of the asked method answers 405. */
export function mount(endpoints: readonly Endpoint[], services: Services): Router {
  const router = express.Router();
  for (const path of new Set(endpoints.map((each) => each.path))) {
    const route = router.route(path);
    const here = endpoints.filter((each) => each.path === path);
    for (const each of here) {
      const readBody = express.json({ limit: each.bodyLimit ?? '64kb', strict: true });
      route[each.method](readBody, (request: Request, response: Response) => answer(each, services, request, response));
    }
    const allow = here.map(({ method }) => method.toUpperCase()).join(', ');
    route.all((_request, response) => {
      response.set('Allow', allow);
      throw new Problem(405, 'method-not-allowed', `This path answers ${allow}.`);
    });
  }
  router.use(() => {
    throw new Problem(404, 'not-found', 'The API has no such path.');
  });
  router.use(sendProblem);
  return router;
}

async function answer(definition: Endpoint, services: Services, request: Request, response: Response): Promise<void> {
  const { auth } = definition;
  const asking = await readCaller(request, services);
  const policy = definition.rate ?? (isTitle(asking) ? 'title' : 'default');
  const known = asking === 'invalid' ? undefined : asking;
  await throttle(request, response, { rateLimits: services.rateLimits, policy, caller: known });
  const caller = await requireRole(asking, auth, services);
  // What is somebody's own, tokens above all, is not for caches.
  if (caller || policy !== 'default') response.set('Cache-Control', 'no-store');
  let isPrivate = false;
  const keepFromCaches = (): void => {
    isPrivate = true;
    response.set('Cache-Control', privately);
  };
  const output = await definition.handler(services, {
    params: parse('path', definition.params, request.params),
    query: parse('query', definition.query, request.query),
    body: parse('body', definition.body, (request.body as unknown) ?? {}),
    caller,
    device: request.get('user-agent'),
    keepFromCaches,
  });
  if (output instanceof Refused) throw refusedProblem(output);
  if (definition.output === 'nothing') response.status(204).end();
  else if (output === undefined) throw new Problem(404, 'not-found', 'There is no such thing.');
  else if (definition.output === 'bytes') sendBytes(request, response, output as FileAnswer, isPrivate);
  else response.json(definition.output.parse(output));
}

function parse<T>(where: string, shape: z.ZodType<T> | undefined, value: unknown): T {
  if (!shape) return {} as T;
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({ where, field: path.join('.'), message }));
  throw new Problem(
    400,
    'invalid-request',
    errors.map((error) => `${error.field || where}: ${error.message}`).join('; '),
    {
      errors,
    },
  );
}

// The endpoints as a router: a path that has none of the asked method answers 405, or, to OPTIONS, what it has.

import express, { type RequestHandler, type Router } from 'express';
import type { Services } from '../services/index.ts';
import { answer } from './answer.ts';
import type { Endpoint } from './endpoint.ts';
import { openApi } from './openapi/index.ts';
import { etagOf, isHeld } from './preconditions.ts';
import { Problem, sendProblem } from './problems.ts';

export function mount(endpoints: readonly Endpoint[], services: Services): Router {
  const router = express.Router();
  router.get('/openapi.json', document(endpoints));
  for (const path of [...new Set(endpoints.map((each) => each.path))].sort(literalFirst)) {
    const route = router.route(path);
    const here = endpoints.filter((each) => each.path === path);
    for (const each of here) route[each.method]((request, response) => answer(each, services, request, response));
    const methods = here.map(({ method }) => method.toUpperCase());
    const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
    route.all((request, response) => {
      response.set('Allow', allow);
      if (request.method === 'OPTIONS') return void response.status(204).end();
      throw new Problem(405, 'method-not-allowed', `This path answers ${allow}.`);
    });
  }
  router.use(() => {
    throw new Problem(404, 'not-found', 'The API has no such path.');
  });
  router.use(sendProblem);
  return router;
}

/** The first path that fits answers: `/players/me` is asked before `/players/:id`. A whole order, as sorting takes one. */
function literalFirst(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  const at = left.findIndex((segment, n) => segment !== right[n]);
  // The other one goes on where this one ends.
  if (at < 0) return -1;
  const [one = '', other = ''] = [left[at], right[at]];
  return Number(one.startsWith(':')) - Number(other.startsWith(':')) || (one < other ? -1 : 1);
}

function document(endpoints: readonly Endpoint[]): RequestHandler {
  const bytes = Buffer.from(JSON.stringify(openApi(endpoints)));
  const etag = etagOf(bytes);
  return (request, response) => {
    response.set({ 'Cache-Control': 'no-cache', ETag: etag });
    if (isHeld(request, etag)) response.status(304).end();
    else response.type('application/json').send(bytes);
  };
}

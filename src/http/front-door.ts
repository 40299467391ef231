// What every request meets first, on whatever path, Colyseus' own included: a sound request line, security headers, CORS
// by an allow-list, and for matchmaking a limit of bodies and a rate.

import { STATUS_CODES } from 'node:http';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import type { Services } from '../services/index.ts';
import { readCaller } from './caller.ts';
import type { Guard } from './guarded-server.ts';
import { corsHeaders, type Origins, preflightHeaders } from './origins.ts';
import { Problem, type ProblemType, problemStatus, sendProblem } from './problems.ts';
import { readBody } from './read-body.ts';
import { faultOf, readProtocol } from './request-line.ts';
import { throttle } from './throttle.ts';

/** Pages use what this server has, and nothing else. */
const contentSecurityPolicy =
  "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

const securityHeaders = {
  'Content-Security-Policy': contentSecurityPolicy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
} as const;

/**
 * @param app answers what Colyseus does not: it is asked first about OPTIONS, which Colyseus answers for every path, and
 * about the API, of which Colyseus has nothing.
 */
export function frontDoor(app: Express, services: Services, origins: Origins): Guard {
  const passes = new WeakMap<object, () => void>();
  const front = express();
  front.disable('x-powered-by');
  // They are those of `app`, with its settings and locals: to change whose they are costs more than to find their route.
  front.request = app.request;
  front.response = app.response;
  front.use(checkRequest, cors(origins));
  front.use(matchmaking(services));
  front.use((request, response) => {
    if (request.method === 'OPTIONS' || isApi(request)) app(request, response);
    else passes.get(request)!();
  });
  front.use(sendProblem);
  return {
    request(request, response, pass) {
      passes.set(request, pass);
      front(request, response);
    },
    refuseUpgrade(request) {
      const fault = faultOf(request);
      if (fault !== undefined) return refusalOf('invalid-request', fault);
      readProtocol(request.headers);
      if (origins.allow(request.headers) !== 'refused') return undefined;
      return refusalOf('forbidden-origin', 'Pages of this origin may not connect: see ALLOWED_ORIGINS.');
    },
  };
}

const checkRequest: RequestHandler = (request, response, next) => {
  response.set(securityHeaders);
  const fault = faultOf(request);
  if (fault !== undefined) throw new Problem(400, 'invalid-request', fault, {}, { Connection: 'close' });
  readProtocol(request.headers);
  next();
};

const cors =
  (origins: Origins): RequestHandler =>
  (request, response, next) => {
    const { origin } = request.headers;
    const allowed = origins.allow(request.headers);
    const answer = allowed === 'allowed' && isTool(request) ? 'refused' : allowed;
    response.vary('Origin');
    if (answer === 'allowed') response.set(corsHeaders(origin!));
    const isPreflight = request.method === 'OPTIONS' && request.get('access-control-request-method') !== undefined;
    if (!isPreflight || answer === undefined) return next();
    if (answer === 'allowed') response.set(preflightHeaders);
    response.status(204).end();
  };

/** As express matches paths. */
const isApi = (request: Request): boolean => /^\/api\//i.test(request.path);

/** The tools of operators, whom browsers sign in by themselves: other origins would read what only those may. */
const isTool = (request: Request): boolean => /^\/(monitor|playground)(\/|$)/i.test(request.path);

const bodiless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Colyseus takes a body that has been read; it has none too large, or of anything but JSON. */
function matchmaking(services: Services): RequestHandler {
  return async (request: Request, response: Response, next) => {
    // The API has its own limits; what else takes a body is Colyseus, whose routes have none.
    if (bodiless.has(request.method) || isApi(request)) return next();
    const asking = await readCaller(request, services);
    const caller = asking === 'invalid' ? undefined : asking;
    await throttle(request, response, { rateLimits: services.rateLimits, policy: 'matchmake', caller });
    const body = await readBody(request);
    if (body !== undefined) request.body = body;
    next();
  };
}

function refusalOf(type: ProblemType, detail: string): string {
  const status = problemStatus[type];
  const body = JSON.stringify({ type: `/problems/${type}`, title: type.replaceAll('-', ' '), status, detail });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

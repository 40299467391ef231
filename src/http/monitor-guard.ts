// Lets Colyseus' monitor look at rooms. What it would do to them (it calls any method of a room, by GET) it may not: a
// state that is edited has no log, and a link on somebody's page would be enough.

import type { RequestHandler } from 'express';
import { Problem } from './problems.ts';

const looks: ReadonlySet<string> = new Set(['getInspectData', 'getRoomListData', 'getAvailableData']);
const toolPolicy =
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";

/** By the parameter, however its path is written. */
export const onlyLooks: RequestHandler = ({ originalUrl }, _response, next) => {
  const methods = new URL(originalUrl, 'http://server').searchParams.getAll('method');
  if (methods.every((method) => looks.has(method))) return next();
  throw new Problem(403, 'forbidden', 'The monitor shows rooms and changes none of them.');
};

/** Colyseus' own pages write styles and scripts into themselves. */
export const asTool: RequestHandler = (_request, response, next) => {
  response.set('Content-Security-Policy', toolPolicy);
  next();
};

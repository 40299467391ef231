// /r/{id}: what people open. Leads to the page that shows the match, at the link's moment.

import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import type { Services } from '../services/index.ts';
import { toQuery } from '../services/links.ts';
import { Refused } from '../services/refused.ts';
import { escapeHtml, htmlPage } from './html-page.ts';
import { sendProblem } from './problems.ts';
import { linkId } from './shapes/common.ts';
import { throttle } from './throttle.ts';

/** As in the address, where somebody may have changed it by hand: what makes no sense is as good as left out. */
const whole = z.coerce.number().int().min(0).optional().catch(undefined);
const asked = z.object({
  t: whole,
  pov: whole,
  speed: z.coerce.number().min(0.1).max(64).optional().catch(undefined),
});

export function shareLinks(services: Services): Router {
  const router = express.Router();
  router.get('/:id', (request, response) => open(services, request, response));
  router.use(sendProblem);
  return router;
}

async function open({ rateLimits, links }: Services, request: Request, response: Response): Promise<void> {
  await throttle(request, response, { rateLimits, policy: 'default', caller: undefined });
  response.set('Cache-Control', 'no-store');
  const id = linkId.safeParse(request.params['id']).data;
  const link = id === undefined ? undefined : await links.get(id);
  if (!link) return void response.status(404).send(htmlPage('Not found', '<p>There is no such link.</p>'));
  if (link instanceof Refused)
    return void response.status(410).send(htmlPage('No longer', `<p>${escapeHtml(link.detail)}</p>`));
  const { t, pov, speed } = asked.parse(request.query);
  const moment = { t: t ?? link.t, pov: pov ?? link.pov, speed: speed ?? link.speed };
  const query = toQuery(moment, new URLSearchParams({ match: link.matchId, link: link.id }));
  response.redirect(302, `/?${query.toString()}`);
}

// /u/{id}: what people open who are sent an unlock, and its card, which is shown where the link is posted.

import express, { type Request, type Response, type Router } from 'express';
import type { Services } from '../services/index.ts';
import type { SharedUnlock } from '../services/unlock-links.ts';
import { escapeHtml as escape, sayNotFound } from './html-page.ts';
import { Problem, sendProblem } from './problems.ts';
import { throttle } from './throttle.ts';

const colours = { bronze: '#b87333', silver: '#a9b4c2', gold: '#e0b030' } as const;

export function unlockCards(services: Services): Router {
  const router = express.Router();
  const show =
    (type: 'html' | 'svg', write: (unlock: SharedUnlock, base: string) => string) =>
    async (request: Request, response: Response): Promise<void> => {
      const { rateLimits, unlockLinks } = services;
      await throttle(request, response, { rateLimits, policy: 'default', caller: undefined });
      const unlock = await unlockLinks.get(String(request.params['id']));
      if (!unlock) throw new Problem(404, 'not-found', 'There is no such unlock.');
      response.set({
        'Cache-Control': 'public, max-age=300',
        'Content-Security-Policy': "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'",
        'X-Content-Type-Options': 'nosniff',
      });
      response.type(type).send(write(unlock, `${request.protocol}://${request.host}`));
    };
  router.get('/:id', show('html', page));
  router.get('/:id/card.svg', show('svg', card));
  router.use(sayNotFound, sendProblem);
  return router;
}

/** @param base where this server is reached: programs that read Open Graph follow no relative address. */
function page({ id, playerName, achievement, unlockedAt }: SharedUnlock, base: string): string {
  const title = escape(`${playerName} has unlocked “${achievement.title}”`);
  const description = escape(`${achievement.description} (${achievement.tier}, ${achievement.points} points)`);
  const address = escape(`${base}/u/${id}`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${title}</title>
<meta name="description" content="${description}">
<meta property="og:type" content="website">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<meta property="og:url" content="${address}">
<meta property="og:image" content="${address}/card.svg">
<meta property="og:image:type" content="image/svg+xml">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="630">
<meta property="og:image:alt" content="${title}">
<meta name="twitter:card" content="summary_large_image">
<style>
  body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; background: #14171c; color: #e8eaed; text-align: center }
  main { max-width: 60rem; margin: 0 auto; padding: 1rem }
  img { width: 100%; height: auto }
  a { color: #8ab4f8 }
</style>
<main>
<h1>${title}</h1>
<img src="/u/${id}/card.svg" width="1200" height="630" alt="">
<p>${description}, <time datetime="${unlockedAt.toISOString()}">${day(unlockedAt)}</time></p>
<p><a href="/">Play</a></p>
</main>
</html>
`;
}

function card({ playerName, achievement, unlockedAt }: SharedUnlock): string {
  const { title, description, tier, points } = achievement;
  const line = (y: number, size: number, fill: string, text: string): string =>
    `<text x="600" y="${y}" font-size="${Math.min(size, Math.floor(2_000 / Array.from(text).length))}" fill="${fill}">${escape(text)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630" width="1200" height="630" role="img">
<rect width="1200" height="630" fill="#14171c"/>
<rect x="24" y="24" width="1152" height="582" rx="24" fill="none" stroke="${colours[tier]}" stroke-width="6"/>
<circle cx="600" cy="170" r="84" fill="${colours[tier]}"/>
<path d="M600 112l17 36 40 5-30 28 8 40-35-20-35 20 8-40-30-28 40-5z" fill="#14171c"/>
<g font-family="system-ui, sans-serif" text-anchor="middle">
${line(330, 64, '#ffffff', title)}
${line(390, 34, '#b8bec7', description)}
${line(480, 44, '#ffffff', playerName)}
${line(540, 28, '#b8bec7', `${tier} · ${points} points · ${day(unlockedAt)}`)}
</g>
</svg>
`;
}

const day = (date: Date): string => date.toISOString().slice(0, 10);

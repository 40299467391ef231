// A page of words alone, in the house's style (src/web/public/page.css).

import type { ErrorRequestHandler } from 'express';
import { Problem } from './problems.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign]!);

/** @param title as text. @param body as HTML. */
export const htmlPage = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} · Arbiter</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/page.css">
<header><a href="/"><img src="/icon.svg" alt="" width="28" height="28">Arbiter</a></header>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
<nav><a href="/">Matches to watch</a> <a href="/api/docs">The HTTP API</a> <a href="/problems">Problems, and what they mean</a></nav>
</html>
`;

/** Express' error handler: who looks for something that is not there, with a browser, is told so on a page. */
export const sayNotFound: ErrorRequestHandler = (error: unknown, request, response, next) => {
  const isLost = error instanceof Problem && error.status === 404;
  // Whoever takes anything gets the problem document.
  if (!isLost || request.accepts('application/problem+json', 'json', 'html') !== 'html') return next(error);
  response
    .vary('Accept')
    .status(404)
    .send(htmlPage('Not found', `<p>${escapeHtml(error.message)}</p>`));
};

// /problems/{type}: what the `type` of a problem document leads to, a section of docs/problems.md.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Router } from 'express';
import { Problem } from './problems.ts';

const source = join(import.meta.dirname, '../../docs/problems.md');

export function problemPages(): Router {
  const sections = sectionsOf(readFileSync(source, 'utf8'));
  const router = express.Router();
  router.get(
    '/',
    (_request, response) => void response.send(page('Problems', [...sections.keys()].map(entry).join(''))),
  );
  router.get('/:type', (request, response) => {
    const { type } = request.params;
    const text = sections.get(type);
    if (text === undefined) throw new Problem(404, 'not-found', 'There is no such type of problem.');
    response.send(page(type, paragraphs(text)));
  });
  return router;
}

/** By their headings. */
export function sectionsOf(markdown: string): ReadonlyMap<string, string> {
  const [, ...sections] = markdown.split(/^## /m);
  return new Map(
    sections.map((section) => {
      const end = section.indexOf('\n');
      return [section.slice(0, end).trim(), section.slice(end).trim()];
    }),
  );
}

const entry = (type: string): string => `<p><a href="/problems/${type}">${type}</a></p>`;

const escape = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]!);

const paragraphs = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escape(paragraph).replace(/`([^`]+)`/g, '<code>$1</code>')}</p>`)
    .join('\n');

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<h1>${title}</h1>
${body}
<p><a href="/api/docs">The HTTP API</a></p>
</html>
`;

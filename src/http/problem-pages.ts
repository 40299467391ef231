// /problems/{type}: what the `type` of a problem document leads to, a section of docs/problems.md.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Router } from 'express';
import { escapeHtml, htmlPage } from './html-page.ts';
import { Problem } from './problems.ts';

const source = join(import.meta.dirname, '../../docs/problems.md');

export function problemPages(): Router {
  const sections = sectionsOf(readFileSync(source, 'utf8'));
  const router = express.Router();
  router.get('/', (_request, response) => {
    response.send(htmlPage('Problems', `<ul>${[...sections.keys()].map(entry).join('')}</ul>`));
  });
  router.get('/:type', (request, response) => {
    const { type } = request.params;
    const text = sections.get(type);
    if (text === undefined) throw new Problem(404, 'not-found', 'There is no such type of problem.');
    response.send(htmlPage(type, paragraphs(text)));
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

const entry = (type: string): string => `<li><a href="/problems/${type}">${type}</a></li>`;

/** As HTML. Other pages of the docs are not served here: a link to one is as good as its words. */
const paragraphs = (text: string): string =>
  text
    .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escapeHtml(paragraph).replace(/`([^`]+)`/g, '<code>$1</code>')}</p>`)
    .join('\n');

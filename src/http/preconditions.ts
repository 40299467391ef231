// Preconditions of RFC 9110, section 13: what the client has, or takes what it changes to be.

import { hash } from 'node:crypto';
import type { Request } from 'express';

const tag = String.raw`(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"`;
const tagList = new RegExp(`^${tag}(?:\\s*,\\s*${tag})*$`);

/** The tags of a header, in their quotes; `*`: any. Undefined where there is no header, or one that is not such a list. */
export function readTags(header: string | undefined): '*' | readonly string[] | undefined {
  const text = header?.trim() ?? '';
  if (text === '*') return '*';
  return tagList.test(text) ? text.match(new RegExp(tag, 'g'))! : undefined;
}

/** Of these bytes. */
export const etagOf = (bytes: string | Uint8Array): string => `"${hash('sha256', bytes).slice(0, 32)}"`;

/**
 * Whether the client has this already. DECISION: not express' `fresh`, which gives everything again to who sends
 * Cache-Control: no-cache, as every `fetch` with an If-None-Match does.
 */
export function isHeld(request: Request, etag: string): boolean {
  const tags = readTags(request.get('if-none-match'));
  return (
    tags !== undefined && (tags === '*' || tags.some((tag) => tag.replace(/^W\//, '') === etag.replace(/^W\//, '')))
  );
}

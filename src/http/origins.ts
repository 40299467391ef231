// Whose pages may use this server from a browser (CORS, and WebSockets, to which CORS does not apply).

import type { IncomingHttpHeaders } from 'node:http';

const local = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

export interface Origins {
  /** Undefined for a request that says none: no browser's, or a page's own. */
  allow(headers: IncomingHttpHeaders): 'allowed' | 'refused' | undefined;
}

/** @param allowed origins (`https://play.example.org`), or `*`: beside the server's own. */
export function openOrigins(allowed: readonly string[], isDevelopment: boolean): Origins {
  const known = new Set(allowed.map((origin) => origin.toLowerCase()));
  return {
    allow({ origin, host }) {
      if (origin === undefined) return undefined;
      const isOwn = URL.canParse(origin) && host !== undefined && new URL(origin).host === host.toLowerCase();
      const isKnown = known.has('*') || known.has(origin.toLowerCase()) || (isDevelopment && local.test(origin));
      return isOwn || isKnown ? 'allowed' : 'refused';
    },
  };
}

export const preflightHeaders = {
  'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
  'Access-Control-Allow-Headers':
    'Accept, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, If-Range, Origin, Range, X-Requested-With',
  'Access-Control-Max-Age': '7200',
} as const;

/** The Colyseus SDK asks with `credentials: "include"`, and would not be told the answer without the second. */
export const corsHeaders = (origin: string) =>
  ({
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers':
      'Content-Range, ETag, Idempotency-Replayed, Location, RateLimit, RateLimit-Policy, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After',
  }) as const;

// Holds callers to their rates, and tells them where they stand: RateLimit and RateLimit-Policy as in the IETF's draft
// (draft-ietf-httpapi-ratelimit-headers), and the three fields of its earlier versions, which clients know.

import { isIPv6 } from 'node:net';
import type { Request, Response } from 'express';
import type { Allowance, RateLimits, RatePolicy } from '../services/rate-limits.ts';
import { isTitle, type Known } from './caller.ts';
import { Problem } from './problems.ts';

/** Counts a request: of the player or title, or of the address where nobody is signed in. Throws when there were too many. */
export async function throttle(
  request: Request,
  response: Response,
  { rateLimits, policy, caller }: { rateLimits: RateLimits; policy: RatePolicy; caller: Known | undefined },
): Promise<void> {
  const address = request.ip ?? 'unknown';
  if (rateLimits.isExempt(address)) return;
  // Who tries to sign in is an address, whoever they are signed in as.
  const isAddress = !caller || policy === 'auth' || policy === 'password';
  const who = isAddress ? `address ${networkOf(address)}` : nameOf(caller);
  const allowance = await rateLimits.take(policy, who);
  tell(response, allowance);
  if (allowance.allowed) return;
  const retryAfterSeconds = Math.ceil(allowance.resetSeconds);
  throw new Problem(429, 'too-many-requests', `Too many requests: wait for ${retryAfterSeconds} s.`, {
    retryAfterSeconds,
  });
}

export const nameOf = (caller: Known): string =>
  isTitle(caller) ? `title ${caller.titleId}` : `player ${caller.playerId}`;

function tell(response: Response, { policy, rate, remaining, resetSeconds }: Allowance): void {
  const reset = Math.ceil(resetSeconds);
  response.set({
    'RateLimit-Policy': `"${policy}";q=${rate.requests};w=${rate.seconds}`,
    RateLimit: `"${policy}";r=${remaining};t=${reset}`,
    'RateLimit-Limit': String(rate.requests),
    'RateLimit-Remaining': String(remaining),
    'RateLimit-Reset': String(reset),
  });
}

/** Of IPv6, the /64: one subscriber has as many addresses as there are in it. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.toLowerCase().replace(/%.*/, '').split('::');
  const groups = head === '' ? [] : head.split(':');
  const tailGroups = tail ? tail.split(':') : [];
  // "::" stands for as many zeros as are missing from eight groups.
  if (tail !== undefined) groups.push(...Array<string>(8 - groups.length - tailGroups.length).fill('0'), ...tailGroups);
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

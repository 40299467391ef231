// How often one may ask, counted across processes: in Redis where there is one, in PostgreSQL otherwise.

import { BlockList, isIP } from 'node:net';
import { Refused } from './refused.ts';
import { inMemory, type RateLimitStore } from './rate-limits/stores.ts';

/**
 * `default`: any request. `title`: any of a title's servers. `matchmake`: those for a seat in a room. `auth`: those that
 * tell who somebody is. `password`: guesses at one account's password. `chat`: what a player says. `invite`: whom they ask
 * to be friends, or into their party. `complaint`: what they report.
 */
export type RatePolicy = 'default' | 'title' | 'matchmake' | 'auth' | 'password' | 'chat' | 'invite' | 'complaint';

interface Rate {
  readonly requests: number;
  readonly seconds: number;
}

export type Rates = Readonly<Record<RatePolicy, Rate>>;

/** Where somebody stands after a request. */
export interface Allowance {
  readonly policy: RatePolicy;
  readonly rate: Rate;
  readonly allowed: boolean;
  readonly remaining: number;
  /** Until all of them are there again. */
  readonly resetSeconds: number;
}

export interface RateLimits {
  /** Counts one request of `who`. */
  take(policy: RatePolicy, who: string): Promise<Allowance>;
  /** Counts one; a refusal where that was too much. */
  refuse(policy: RatePolicy, who: string): Promise<Refused<'too-many-requests'> | undefined>;
  /** Addresses whose requests are not counted. */
  isExempt(address: string): boolean;
}

export interface RateLimitsOptions {
  readonly store: RateLimitStore;
  readonly rates: Rates;
  /** Addresses, networks (`10.0.0.0/8`), or names of `networks`. */
  readonly exempt: readonly string[];
  readonly onError: (error: Error) => void;
}

/** As express names them for "trust proxy". */
const networks: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};
/** Refusals remembered here, beside which a flood costs the store nothing. */
const rememberedRefusals = 10_000;

export function openRateLimits({ store, rates, exempt, onError }: RateLimitsOptions): RateLimits {
  const exempted = blockListOf(exempt);
  // While the store is away each process counts for itself.
  const fallback = inMemory();
  let isAway = false;
  const refusedUntilMs = new Map<string, number>();

  async function hit(key: string, seconds: number): Promise<{ count: number; resetSeconds: number }> {
    const restMs = (refusedUntilMs.get(key) ?? 0) - performance.now();
    if (restMs > 0) return { count: Infinity, resetSeconds: restMs / 1000 };
    try {
      const window = await store.hit(key, seconds);
      isAway = false;
      return window;
    } catch (error) {
      // Said once, and not with every request.
      if (!isAway) onError(error as Error);
      isAway = true;
      return fallback.hit(key, seconds);
    }
  }

  async function take(policy: RatePolicy, who: string): Promise<Allowance> {
    const rate = rates[policy];
    const key = `${policy} ${who}`;
    const { count, resetSeconds: rest } = await hit(key, rate.seconds);
    // The store's clock may round up.
    const resetSeconds = Math.min(rest, rate.seconds);
    const allowed = count <= rate.requests;
    if (!allowed) {
      if (refusedUntilMs.size >= rememberedRefusals) refusedUntilMs.clear();
      refusedUntilMs.set(key, performance.now() + resetSeconds * 1000);
    }
    return { policy, rate, allowed, remaining: Math.max(0, rate.requests - count), resetSeconds };
  }

  return {
    take,
    async refuse(policy, who) {
      const { allowed, resetSeconds } = await take(policy, who);
      if (allowed) return undefined;
      const retryAfterSeconds = Math.ceil(resetSeconds);
      return new Refused('too-many-requests', `Too much at once: wait for ${retryAfterSeconds} s.`, {
        retryAfterSeconds,
      });
    },
    isExempt: (address) => isIP(address) !== 0 && exempted.check(address, familyOf(address)),
  };
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

function blockListOf(addresses: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of addresses.flatMap((name) => networks[name] ?? [name])) {
    const [address, bits] = entry.split('/') as [string, string?];
    const family = familyOf(address);
    list.addSubnet(address, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return list;
}

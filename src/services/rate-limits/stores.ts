// Counters that start over when their window ends, at one place for all processes. A window starts with its first hit.

import { Redis } from 'ioredis';
import type pg from 'pg';
import { tellOnce } from '../tell-once.ts';

export interface RateLimitStore {
  /** Counts one; says how many there are in the window, and for how long the window goes on. */
  hit(key: string, windowSeconds: number): Promise<{ count: number; resetSeconds: number }>;
  close(): Promise<void>;
}

/** One statement a hit; rows of windows that are over are swept (../sweep.ts). */
export function inPostgres(pool: pg.Pool): RateLimitStore {
  return {
    async hit(key, windowSeconds) {
      const { rows } = await pool.query<{ count: number; resetSeconds: number }>(
        `INSERT INTO rate_limits AS r (key, count, resets_at) VALUES ($1, 1, now() + make_interval(secs => $2))
         ON CONFLICT (key) DO UPDATE SET
           count = CASE WHEN r.resets_at > now() THEN r.count + 1 ELSE 1 END,
           resets_at = CASE WHEN r.resets_at > now() THEN r.resets_at ELSE excluded.resets_at END
         RETURNING count, greatest(extract(epoch FROM resets_at - now()), 0)::float8 AS "resetSeconds"`,
        [key, windowSeconds],
      );
      return rows[0]!;
    },
    async close() {},
  };
}

const redisScript = `
  local count = redis.call('INCR', KEYS[1])
  if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
  return { count, redis.call('PTTL', KEYS[1]) }`;

/** A hit does not wait for a Redis that is away: it fails. */
export function inRedis(url: string, onError: (error: Error) => void): RateLimitStore {
  const redis = new Redis(url, { enableOfflineQueue: false, commandTimeout: 500 });
  const trouble = tellOnce(onError);
  redis.on('error', trouble.failed);
  redis.on('ready', trouble.worked);
  return {
    async hit(key, windowSeconds) {
      const reply = await redis.eval(redisScript, 1, `arbiter:rate:${key}`, Math.ceil(windowSeconds * 1000));
      const [count, restMs] = reply as [number, number];
      return { count, resetSeconds: Math.max(restMs, 0) / 1000 };
    },
    async close() {
      redis.disconnect();
    },
  };
}

/** A flood from more keys than this starts all counts in memory over, rather than take all of it. */
const mostWindows = 100_000;

/** In this process alone. */
export function inMemory(): RateLimitStore {
  const windows = new Map<string, { readonly count: number; readonly endsAtMs: number }>();
  return {
    async hit(key, windowSeconds) {
      const nowMs = performance.now();
      const running = windows.get(key);
      const goesOn = running !== undefined && running.endsAtMs > nowMs;
      const { count, endsAtMs } = goesOn ? running : { count: 0, endsAtMs: nowMs + windowSeconds * 1000 };
      if (windows.size >= mostWindows) windows.clear();
      windows.set(key, { count: count + 1, endsAtMs });
      return { count: count + 1, resetSeconds: (endsAtMs - nowMs) / 1000 };
    },
    async close() {},
  };
}

// Which sessions have ended before their tokens expire. Each process reads them from the database every second, so that
// tokens are judged in memory, and rooms hear within seconds whom to close: across processes, with Redis or without.

import type { Database } from '../../db/client.ts';
import type { SessionEnd } from '../../db/generated/client.ts';
import { accessTokenSeconds } from './access-tokens.ts';
import { repeat, type Repeated } from '../repeat.ts';

export interface EndedSession {
  readonly id: string;
  readonly reason: SessionEnd;
}

export interface Revocations {
  /** Why a session has ended, or undefined while its tokens count. */
  reasonFor(authSessionId: string): SessionEnd | undefined;
  /** Calls back once for each session that ends from now on; returns how to stop that. */
  follow(listener: (ended: EndedSession) => void): () => void;
  /** What this process has ended itself need not wait for the next look. */
  note(ended: readonly EndedSession[]): void;
  /** Reads what other processes have ended since the last look. */
  look(): Promise<void>;
}

const lookEveryMs = 1_000;
/** Each look goes back this much further than to the one before: a transaction may show later than it is dated. */
const overlapSeconds = 10;
/** A token that outlives its session by this much has expired. */
const rememberSeconds = accessTokenSeconds + 60;

export function openRevocations(db: Database): Revocations {
  const known = new Map<string, { readonly reason: SessionEnd; readonly forgetAtMs: number }>();
  const listeners = new Set<(ended: EndedSession) => void>();
  let lookedAtMs: number | undefined;

  const note = (ended: readonly EndedSession[]): void => {
    for (const { id, reason } of ended) {
      if (known.has(id)) continue;
      known.set(id, { reason, forgetAtMs: performance.now() + rememberSeconds * 1000 });
      for (const listener of listeners) listener({ id, reason });
    }
  };
  return {
    reasonFor: (authSessionId) => known.get(authSessionId)?.reason,
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    note,
    async look() {
      const startedAtMs = performance.now();
      const since = lookedAtMs === undefined ? rememberSeconds : (startedAtMs - lookedAtMs) / 1000 + overlapSeconds;
      const { rows } = await db.pool.query<EndedSession>(
        'SELECT id, end_reason AS reason FROM sessions WHERE ended_at > now() - make_interval(secs => $1)',
        [since],
      );
      lookedAtMs = startedAtMs;
      note(rows);
      // In the order in which they came, so the oldest are first.
      for (const [id, { forgetAtMs }] of known) {
        if (forgetAtMs > startedAtMs) break;
        known.delete(id);
      }
    },
  };
}

/** Looks every second. The first look is over when this resolves: no token is judged before. */
export async function watchRevocations(revocations: Revocations, onError: (error: Error) => void): Promise<Repeated> {
  await revocations.look();
  return repeat(lookEveryMs, () => revocations.look(), onError);
}

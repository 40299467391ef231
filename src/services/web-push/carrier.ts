// Carries what is due to push services, encrypted for the browser (RFC 8291). At least once, a few times where a service
// says no for now; no try holds a database connection, and a service that hangs keeps no place that others need.

import { setTimeout as sleep } from 'node:timers/promises';
import { encryptNotification } from '@block65/webcrypto-web-push';
import type { Database } from '../../db/client.ts';
import { mayReceive, NotPublic, publicLookup } from './addresses.ts';
import { type DuePush, pushableHours, type PushKind, settle, type Settlement, takeDue } from './due.ts';
import type { PushKeys } from './keys.ts';
import { openPoster, type Poster, type ServiceAnswer } from './post.ts';
import { openProvenHosts, type ProvenHosts } from './proven-hosts.ts';

export interface CarrierParts {
  readonly keys: PushKeys;
  /** Origins that may be used whatever they are. */
  readonly services: readonly string[];
  /** Says what was given up, by the service's host alone; and what the database could not do. */
  readonly onError: (error: Error) => void;
  /** DNS servers; left out: the machine's. */
  readonly dns?: readonly string[];
}

export interface CarrierPace {
  readonly pollMs: number;
  /** For a whole try. */
  readonly timeoutMs: number;
  /** Longer than a try: then the process that made it is taken for dead. */
  readonly leaseSeconds: number;
  /** Before the second try; four times that before the third, and so on. */
  readonly backOffSeconds: number;
}

const normal: CarrierPace = { pollMs: 250, timeoutMs: 10_000, leaseSeconds: 20, backOffSeconds: 10 };
const mostTries = 5;
const mostAtOnce = 150;
/** At one host, and a take more: however it behaves, others have places left. */
const mostAtHost = 20;
const mostInTake = 20;
/** Of one player: endpoints are theirs to choose, each at a host of its own. */
const mostOfPlayer = 4;
/** What was tried in vain, and what is new for a host that has yet to answer, leave as many places to all else. */
const mostOfKind = { again: mostAtOnce / 3, unproven: mostAtOnce / 3, proven: mostAtOnce };
/** RFC 8030, 7.2: what a push service has to take, less what encryption adds, and room to spare. */
const mostBytes = 3_000;

/** Any number of processes may carry. */
export function startCarrier(db: Database, parts: CarrierParts, pace: CarrierPace = normal): { stop(): Promise<void> } {
  const { services, onError } = parts;
  const stopped = new AbortController();
  const poster = openPoster({ services, lookup: publicLookup(parts.dns) });
  const proven = openProvenHosts();
  const underWay = new Map<Promise<void>, DuePush>();

  const carry = async (push: DuePush): Promise<void> => {
    const settlement = await attempt(push, { ...parts, pace, poster, proven, stopped: stopped.signal });
    await settle(db, push, settlement);
  };
  /** Takes as many as there are places for; returns whether there may be more. */
  async function round(): Promise<boolean> {
    const pushes = [...underWay.values()];
    const limit = Math.min(mostInTake, mostAtOnce - pushes.length);
    if (limit === 0) return false;
    const places = (kind: PushKind): number => mostOfKind[kind] - pushes.filter((push) => push.kind === kind).length;
    const taken = await takeDue(db, {
      limit,
      places: { again: places('again'), unproven: places('unproven'), proven: places('proven') },
      provenHosts: proven.list(),
      leaseSeconds: pace.leaseSeconds,
      busyHosts: Object.entries(countBy(pushes, 'host')).flatMap(([host, n]) => (n >= mostAtHost ? [host] : [])),
      mostOfPlayer,
      byPlayer: countBy(pushes, 'playerId'),
    });
    for (const push of taken) {
      const carried = carry(push)
        .catch(onError)
        .finally(() => underWay.delete(carried));
      underWay.set(carried, push);
    }
    return taken.length > 0;
  }
  const running = (async () => {
    while (!stopped.signal.aborted) {
      const more = await round().catch((error: Error) => onError(error));
      if (!more) await sleep(pace.pollMs, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  })();
  return {
    /** Leaves off what is under way: others, or the next process, do it again. */
    async stop() {
      stopped.abort();
      await running;
      await Promise.all(underWay.keys());
      poster.close();
    },
  };
}

function countBy(pushes: readonly DuePush[], key: 'host' | 'playerId'): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { [key]: value } of pushes) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

interface Attempt extends CarrierParts {
  readonly pace: CarrierPace;
  readonly poster: Poster;
  readonly proven: ProvenHosts;
  readonly stopped: AbortSignal;
}

async function attempt(push: DuePush, context: Attempt): Promise<Settlement> {
  const { keys, services, poster, proven, pace, stopped, onError } = context;
  if (!push.wanted) return 'done';
  const subscription = keys.open(push.endpointIndex, push.sealed);
  // Of a key before, or what the operator lets be used no more.
  if (!subscription || !mayReceive(subscription.endpoint, services)) return 'gone';
  const giveUp = (why: string): 'done' => {
    onError(new Error(`a Web Push by ${push.host} was given up: ${why}`));
    return 'done';
  };
  const { notificationId: id, content, createdAt } = push;
  const text = Buffer.from(JSON.stringify({ id, content, createdAt: createdAt.toISOString() }));
  if (text.byteLength > mostBytes) return giveUp(`it has ${text.byteLength} bytes`);
  const { endpoint, ...browserKeys } = subscription;
  const headers = {
    authorization: keys.authorize(new URL(endpoint).origin),
    'content-encoding': 'aes128gcm',
    'content-type': 'application/octet-stream',
    ttl: String(pushableHours * 3600),
    urgency: 'normal',
    // One that comes twice takes the place of the first while that waits for the browser.
    topic: `notification-${id}`,
  };
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(pace.timeoutMs)]);
  try {
    const body = await encryptNotification({ endpoint, expirationTime: null, keys: browserKeys }, text);
    const answer = await proven.watch(push.host, poster.post({ endpoint, headers, body, signal }));
    return settlementOf(answer, push, pace, giveUp);
  } catch (error) {
    if (stopped.aborted) return { againInSeconds: 0 };
    if (error instanceof NotPublic) return giveUp(error.message);
    return again(push, pace, 0, () => giveUp(`no answer (${nameOf(error as Error)})`));
  }
}

/** Without its message, which may tell more than the host. */
const nameOf = (error: NodeJS.ErrnoException): string => error.code ?? error.name;

type GiveUp = (why: string) => 'done';

function settlementOf(answer: ServiceAnswer, push: DuePush, pace: CarrierPace, giveUp: GiveUp): Settlement {
  const { status, retryAfterSeconds = 0 } = answer;
  if (status >= 200 && status < 300) return 'done';
  if (status === 404 || status === 410) return 'gone';
  const answered = (): 'done' => giveUp(`answered ${status}`);
  return status === 429 || status >= 500 ? again(push, pace, retryAfterSeconds, answered) : answered();
}

function again({ tries }: DuePush, { backOffSeconds }: CarrierPace, atLeast: number, giveUp: () => 'done'): Settlement {
  if (tries >= mostTries) return giveUp();
  return { againInSeconds: Math.min(pushableHours * 3600, Math.max(atLeast, backOffSeconds * 4 ** (tries - 1))) };
}

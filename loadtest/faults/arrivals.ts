// Where the matches of a fault run come from, a process of its own: `arrivals.ts <DATABASE_URL> [REDIS_URL]`. Told how
// many matches of which players there are to be, it finishes them as a room would, puts three deliveries of every step
// of each into the queue beside those of the relay, and tells what it has written. It waits out whatever is away.

import { createPostgresBackend, createRedisBackend, withBackend } from 'bullmq';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../src/db/client.ts';
import { below, seeded } from '../../src/games/kit/index.ts';
import { steps } from '../../src/queues/pipeline.ts';
import { signerOf } from '../../src/services/ed25519.ts';
import { openMatches } from '../../src/services/matches.ts';
import { writeMatch } from '../results/games.ts';
import { recordAll } from './recorded.ts';

/** What is to arrive. */
export interface Order {
  readonly players: readonly string[];
  readonly count: number;
}

/** A match that has arrived; `game` is its place in what `recordAll` gives. */
export interface Arrival {
  readonly matchId: string;
  readonly game: number;
  readonly seats: readonly string[];
}

const deliveries = 3;
/** Deliveries are jobs of so many matches. */
const matchesPerJob = 20;
/** More than workers keep up with is not let in. */
const mostOwed = 400;
const writersAtOnce = 4;

const [databaseUrl = '', redisUrl] = process.argv.slice(2);
const db = openDatabase(databaseUrl);
const matches = openMatches(db, 0, signerOf(Buffer.alloc(32, 7).toString('base64url')));
const games = recordAll();
const rng = seeded('5'.repeat(32));

process.channel?.ref();
process.once('message', async ({ players, count }: Order) => {
  const arrived: Arrival[] = [];
  let next = 0;
  const write = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++) arrived.push(await persist(() => arrive(players, n)));
  };
  await Promise.all(Array.from({ length: writersAtOnce }, write));
  if (waiting.length > 0) await deliver(waiting).catch(() => undefined);
  process.send?.({ answer: arrived }, () => process.exit(0));
});

const waiting: string[] = [];

async function arrive(players: readonly string[], n: number): Promise<Arrival> {
  while ((await db.prisma.outbox.count()) > mostOwed) await sleep(100);
  const game = n % games.length;
  const recorded = games[game]!;
  const seats: string[] = [];
  while (seats.length < recorded.outcome.ranks.length) {
    const player = players[below(rng, players.length)]!;
    if (!seats.includes(player)) seats.push(player);
  }
  const matchId = await writeMatch(db, matches, recorded, seats);
  waiting.push(matchId);
  // A queue that is away or was wiped loses deliveries; the relay's are those that count.
  if (waiting.length === matchesPerJob) void deliver(waiting.splice(0)).catch(() => undefined);
  return { matchId, game, seats };
}

async function deliver(matchIds: readonly string[]): Promise<void> {
  const jobs = Array.from({ length: deliveries }, (_, delivery) =>
    steps.map((name) => ({
      name,
      data: { matchIds: delivery === 0 ? matchIds.toReversed() : [...matchIds] },
      opts: { jobId: `${delivery}-${name}-${matchIds[0]}`, attempts: 100, backoff: 200, removeOnComplete: true },
    })),
  );
  await queue.addBulk(jobs.flat());
}

/** What fails because something is away is done again; a match that was begun and not finished is none. */
async function persist<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch {
      await sleep(500);
    }
  }
}

const onPostgres = withBackend(createPostgresBackend);
const onRedis = withBackend(createRedisBackend);
const queue = redisUrl
  ? new onRedis.Queue('results', { connection: { url: redisUrl } })
  : new onPostgres.Queue('results', { connection: { connectionString: databaseUrl, migrate: true } });
queue.on('error', () => undefined);

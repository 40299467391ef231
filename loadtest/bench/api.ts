// The HTTP API beside bare express handlers with the same queries: what shapes, rates, problems, ETags and the front door
// cost. Both run at once on one database, and take turns.

import { randomBytes, randomUUID } from 'node:crypto';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import pg from 'pg';
import { type OwnServer, startOwnServer } from '../contract/own-server.ts';
import { signIn } from '../client.ts';
import { type Benchmark, median, percentile } from './benchmark.ts';
import { startServer } from './servers.ts';

const connections = 16;
/** Whoever is exempt from rates, as here, is not counted in the database; all else that the frame does may cost so much. */
const leastRpsRatio = 0.4;

interface Measured {
  readonly rps: number;
  readonly p99Ms: number;
}

export const api: Benchmark = async ({ quick, say, progress }) => {
  const tokenKey = randomBytes(32).toString('base64url');
  const ours = await startOwnServer({ TOKEN_KEY: tokenKey, NODE_ENV: 'production', RATE_LIMIT_EXEMPT: 'loopback' });
  const environment = { DATABASE_URL: ours.databaseUrl, TOKEN_KEY: tokenKey };
  const bare = await startServer(join(import.meta.dirname, 'bare-api.ts'), [], environment, async () => undefined);
  try {
    const { token, paths } = await fill(ours);
    const figures: Record<string, number> = {};
    const missed: string[] = [];
    say(`\n  api${' '.repeat(12)}requests/s  bare   ratio   p99 ms  bare   ratio`);
    for (const [name, path] of Object.entries(paths)) {
      progress(`api: ${name}`);
      const [mine, theirs] = await inTurns(
        [ours.endpoint + path, bare.endpoint + path],
        token,
        quick ? [3, 300] : [9, 1_000],
      );
      const [rps, p99] = [mine!.rps / theirs!.rps, mine!.p99Ms / theirs!.p99Ms];
      figures[`api_rps_ratio_${name}`] = rps;
      figures[`api_p99_ratio_${name}`] = p99;
      const cells = [
        mine!.rps.toFixed(0),
        theirs!.rps.toFixed(0),
        rps.toFixed(2),
        mine!.p99Ms.toFixed(1),
        theirs!.p99Ms.toFixed(1),
        p99.toFixed(2),
      ];
      say(`  ${name.padEnd(15)}${cells.map((cell) => cell.padStart(8)).join('')}`);
      if (rps < leastRpsRatio)
        missed.push(`${name}: ${rps.toFixed(2)} of the bare handler's requests a second, not ${leastRpsRatio}`);
    }
    return { figures, missed };
  } finally {
    await bare.stop();
    await ours.stop();
  }
};

/** A server with something to read: 200 matches of two players. */
async function fill({ endpoint, databaseUrl }: OwnServer) {
  const [ann, bob] = [await signIn(endpoint, 'Ann'), await signIn(endpoint, 'Bob')];
  const database = new pg.Client(databaseUrl);
  await database.connect();
  const ids = Array.from({ length: 200 }, () => randomUUID());
  await database.query(
    `INSERT INTO matches (id, game, mode, rules_version, seed, tick_rate, rated, owner)
     SELECT id, 'chess', 'blitz', 1, '00', 1, true, 1 FROM unnest($1::uuid[]) AS id`,
    [ids],
  );
  await database.query(
    `INSERT INTO match_seats (match_id, seat, player_id, listed_game, listed_at)
     SELECT id, seat, ($2::uuid[])[seat + 1], 'chess', now() FROM unnest($1::uuid[]) AS id, generate_series(0, 1) AS seat`,
    [ids, [ann.playerId, bob.playerId]],
  );
  await database.end();
  const api = '/api/v1';
  const paths = {
    games: `${api}/games`,
    matches: `${api}/matches`,
    match: `${api}/matches/${ids[0]}`,
    player: `${api}/players/${ann.playerId}`,
    me: `${api}/players/me`,
  };
  return { token: ann.sdk.auth.token!, paths };
}

/** Medians over the rounds, after one that does not count. */
async function inTurns(
  urls: readonly string[],
  token: string,
  [rounds, requests]: [number, number],
): Promise<Measured[]> {
  const measured = urls.map((): Measured[] => []);
  for (let round = -1; round < rounds; round++) {
    for (const [i, url] of urls.entries()) {
      const result = await measure(url, url.endsWith('/me') ? token : undefined, requests);
      if (round >= 0) measured[i]!.push(result);
    }
  }
  return measured.map((each) => ({
    rps: median(each.map(({ rps }) => rps)),
    p99Ms: median(each.map(({ p99Ms }) => p99Ms)),
  }));
}

async function measure(url: string, token: string | undefined, requests: number): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const once = (): Promise<void> =>
    new Promise((resolve, reject) => {
      get(url, { agent, headers }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`));
        response.resume().once('end', resolve);
      }).once('error', reject);
    });
  const times: number[] = [];
  let left = requests;
  const startMs = performance.now();
  const work = async (): Promise<void> => {
    while (left-- > 0) {
      const sentMs = performance.now();
      await once();
      times.push(performance.now() - sentMs);
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  const seconds = (performance.now() - startMs) / 1_000;
  agent.destroy();
  return {
    rps: requests / seconds,
    p99Ms: percentile(
      times.toSorted((a, b) => a - b),
      99,
    ),
  };
}

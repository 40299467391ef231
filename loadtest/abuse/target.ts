// Fills a server with the people and things that abuse is tried on.

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from '@colyseus/sdk';
import pg from 'pg';
import { privateMatch, signIn } from '../client.ts';
import { call, type Session, type Target } from './attempt.ts';

type Given = Pick<Target, 'endpoint' | 'tokenKey' | 'limited' | 'megabytes'>;

export async function openTarget(given: Given, databaseUrl: string): Promise<Target> {
  const { endpoint } = given;
  const post = async <T>(path: string, body: unknown, token?: string, method = 'POST'): Promise<T> => {
    const { status, text } = await call(`${endpoint}/api/v1${path}`, { method, body, token });
    if (status >= 300) throw new Error(`${path}: ${text}`);
    return JSON.parse(text) as T;
  };
  const [email, password] = [`${randomUUID()}@example.org`, randomUUID()];
  const ann = await post<Session>('/auth/register', { email, password, name: 'Ann' });
  const eve = await post<Session>('/auth/guest', { name: 'Eve' });

  const sdk = new Client(endpoint);
  sdk.auth.token = ann.token;
  const bob = await signIn(endpoint, 'Bob');
  const tables = await privateMatch({ playerId: ann.playerId, name: 'Ann', sdk }, bob, 'rapid');
  const { roomId: matchId } = tables[0].room;
  await post(`/matches/${matchId}/privacy`, { private: true }, ann.token, 'PUT');
  await tables[0].act({ type: 'move', move: 'e2e4' });
  await tables[1].act({ type: 'resign' });
  await Promise.all(tables.map(({ room }) => room.leave()));
  const link = await post<{ id: string }>(`/matches/${matchId}/links`, {}, ann.token);
  const titleKey = await aTitle(databaseUrl, post);
  await settled(databaseUrl, matchId);
  return { ...given, ann: { ...ann, email, password }, eve, titleKey, matchId, linkId: link.id };
}

type Post = <T>(path: string, body: unknown, token?: string) => Promise<T>;

async function aTitle(databaseUrl: string, post: Post): Promise<string> {
  const developer = await post<Session>('/auth/guest', {});
  await withDatabase(databaseUrl, (database) =>
    database.query("UPDATE players SET role = 'developer' WHERE id = $1", [developer.playerId]),
  );
  const made = await post<{ key: { key: string } }>(
    '/games',
    { id: `t-${randomUUID().slice(0, 8)}`, title: 'Title' },
    developer.token,
  );
  return made.key.key;
}

/** What the match leads to has been done: from here on only abuse changes anything. */
async function settled(databaseUrl: string, matchId: string): Promise<void> {
  await withDatabase(databaseUrl, async (database) => {
    for (let tries = 0; tries < 300; tries++, await sleep(100)) {
      const { rowCount } = await database.query('SELECT FROM outbox WHERE match_id = $1', [matchId]);
      if (rowCount === 0) return;
    }
    throw new Error('the match that was played has had no result for 30 s');
  });
}

async function withDatabase<T>(url: string, work: (database: pg.Client) => Promise<T>): Promise<T> {
  const database = new pg.Client(url);
  await database.connect();
  try {
    return await work(database);
  } finally {
    await database.end();
  }
}

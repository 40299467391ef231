// Who asks, and what there is to be asked about: accounts of each role, a title with its key, a match that was played.

import { randomUUID } from 'node:crypto';
import { Client } from '@colyseus/sdk';
import pg from 'pg';
import { privateMatch, signIn } from '../client.ts';

export const askers = ['nobody', 'player', 'developer', 'admin', 'title'] as const;
export type Asker = (typeof askers)[number];
type Role = Exclude<Asker, 'nobody' | 'title'>;

/** Whoever has a token: a player, or a title's server, of which its developer is the player. */
export interface Account {
  readonly playerId: string;
  readonly token: string;
  readonly refreshToken?: string;
}

type Fields = Readonly<Record<string, unknown>>;
type Ask<Answer> = (method: string, path: string, by?: Account, body?: unknown) => Promise<Answer>;

export type World = Awaited<ReturnType<typeof openWorld>>;

const password = 'correct horse battery';

/** @param databaseUrl Of the server, for what no operation makes. */
export async function openWorld(endpoint: string, databaseUrl: string) {
  const database = new pg.Client(databaseUrl);
  // The database ends with the server: what went wrong before is to be told, not that.
  database.on('error', () => undefined);
  await database.connect();
  const { ask, make } = askAt(endpoint);
  const guest = async (): Promise<Account> => (await make('POST', '/auth/guest')) as unknown as Account;
  const account = async (role: Role): Promise<Account & { email: string }> => {
    const email = `${randomUUID()}@example.org`;
    const made = await make('POST', '/auth/register', undefined, { email, password });
    await database.query('UPDATE players SET role = $2 WHERE id = $1', [made['playerId'], role]);
    return { ...(made as unknown as Account), email };
  };
  const owner = await account('developer');
  const { titleId, titleServer } = await publishTitle(owner, make);
  const { matchId, link, veteran } = await played(endpoint, make);
  const actors = new Map<Role, Account>();

  return {
    ...{ ask, make, guest, account, password, owner, titleId, titleServer, matchId, link, veteran },
    registered: await account('player'),
    /** The ids of the rows that a statement gives. */
    ids: async (sql: string, values: readonly unknown[]): Promise<unknown[]> =>
      (await database.query<{ id: unknown }>(sql, [...values])).rows.map(({ id }) => id),
    /** Connects to a room of their own, and says which. */
    async sitDown({ token }: Account): Promise<string> {
      const client = new Client(endpoint);
      client.auth.token = token;
      const room = await client.create('chess', { mode: 'rapid' });
      room.onMessage('*', () => undefined);
      return room.roomId;
    },
    /** Whose token counts; made anew where what was asked before has ended the last one. */
    async as(role: Role): Promise<Account> {
      const actor = actors.get(role);
      const me = actor && (await ask('GET', '/players/me', actor));
      if (actor && me?.ok && ((await me.json()) as Fields)['role'] === role) return actor;
      const made = await account(role);
      if (role === 'developer') await make('PUT', `/games/${titleId}/developers/${made.playerId}`, owner);
      actors.set(role, made);
      return made;
    },
    close: () => database.end(),
  };
}

export async function accountOf(asker: Asker, { as, titleServer }: World): Promise<Account | undefined> {
  if (asker === 'nobody') return undefined;
  return asker === 'title' ? titleServer : as(asker);
}

function askAt(endpoint: string): { ask: Ask<Response>; make: Ask<Fields> } {
  const ask: Ask<Response> = async (method, path, by, body) =>
    fetch(`${endpoint}/api/v1${path}`, {
      method,
      headers: {
        ...(by && { authorization: `Bearer ${by.token}` }),
        'content-type': body instanceof Uint8Array ? 'application/octet-stream' : 'application/json',
      },
      ...(body !== undefined && { body: body instanceof Uint8Array ? body.slice() : JSON.stringify(body) }),
    });
  const make: Ask<Fields> = async (method, path, by, body) => {
    const answer = await ask(method, path, by, body);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${text}`);
    return text === '' ? {} : (JSON.parse(text) as Fields);
  };
  return { ask, make };
}

async function publishTitle(owner: Account, make: Ask<Fields>) {
  const titleId = `title-${randomUUID().slice(0, 8)}`;
  const declared = { id: 'first', title: 'First', description: 'A first one', tier: 'gold', points: 5 };
  const title = await make('POST', '/games', owner, { id: titleId, title: 'Title', achievements: [declared] });
  const titleServer: Account = { playerId: owner.playerId, token: (title['key'] as { key: string }).key };
  await make('PUT', `/games/${titleId}/collections/kept`, owner, { write: 'server', read: 'public' });
  return { titleId, titleServer };
}

async function played(endpoint: string, make: Ask<Fields>) {
  const [white, black] = [await signIn(endpoint, 'White'), await signIn(endpoint, 'Black')];
  const tables = await privateMatch(white, black, 'rapid');
  await tables[0].act({ type: 'move', move: 'e2e4' });
  await tables[1].act({ type: 'resign' });
  const matchId = tables[0].room.roomId;
  const veteran: Account = { playerId: white.playerId, token: white.sdk.auth.token! };
  const link = (await make('POST', `/matches/${matchId}/links`, veteran, {}))['id'] as string;
  await Promise.all(tables.map(({ room }) => room.leave()));
  return { matchId, link, veteran };
}

// Who asks, and what there is to be asked about: accounts of each role, a title with its key, a match that was played.

import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { privateMatch, signIn } from '../client.ts';

export const askers = ['nobody', 'player', 'developer', 'admin', 'title'] as const;
export type Asker = (typeof askers)[number];

export interface World {
  /** A token that counts; made anew where what was asked before has ended the last one. */
  tokenOf(asker: Asker): Promise<string | undefined>;
  /** Values that mean something, by the name of a parameter or member; ids by the path before them. */
  readonly known: Readonly<Record<string, readonly string[]>>;
  close(): Promise<void>;
}

const password = 'correct horse battery';

export async function openWorld(endpoint: string, databaseUrl: string): Promise<World> {
  const database = new pg.Client(databaseUrl);
  await database.connect();
  const ask = async (method: string, path: string, token?: string, body?: unknown): Promise<Response> =>
    fetch(`${endpoint}/api/v1${path}`, {
      method,
      headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const make = async (method: string, path: string, token: string | undefined, body: unknown): Promise<Fields> => {
    const answer = await ask(method, path, token, body);
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return (await answer.json()) as Fields;
  };

  const account = async (role: string, email = `${randomUUID()}@example.org`): Promise<Fields> => {
    const made = await make('POST', '/auth/register', undefined, { email, password });
    await database.query('UPDATE players SET role = $2 WHERE id = $1', [made['playerId'], role]);
    return made;
  };
  const tokens = new Map<Asker, string>();
  const email = 'known@example.org';
  const developer = await account('developer', email);
  const titleId = `title-${randomUUID().slice(0, 8)}`;
  const declared = { id: 'first', title: 'First', description: 'A first one', tier: 'gold', points: 5 };
  const title = await make('POST', '/games', developer['token'] as string, {
    id: titleId,
    title: 'Title',
    achievements: [declared],
  });
  tokens.set('title', (title['key'] as { key: string }).key);
  const { matchId, playerId, link } = await played(endpoint, make);

  const tokenOf = async (asker: Asker): Promise<string | undefined> => {
    if (asker === 'nobody' || asker === 'title') return tokens.get(asker);
    const token = tokens.get(asker);
    const me = token === undefined ? undefined : await ask('GET', '/players/me', token);
    if (me?.ok && ((await me.json()) as Fields)['role'] === asker) return token;
    tokens.set(asker, (await account(asker))['token'] as string);
    return tokens.get(asker);
  };
  const known = {
    ...{ matches: [matchId], links: [link], games: [titleId], players: [playerId], email: [email] },
    ...{ game: ['chess', 'arena', titleId], mode: ['blitz', 'rapid', 'classic'] },
    ...{
      player_id: [playerId],
      achievement_id: ['first'],
      link: [link],
      password: [password],
      kind: ['move', 'capture'],
    },
  };
  return { tokenOf, known, close: () => database.end() };
}

type Fields = Readonly<Record<string, unknown>>;

async function played(
  endpoint: string,
  make: (method: string, path: string, token: string, body: unknown) => Promise<Fields>,
) {
  const [white, black] = [await signIn(endpoint, 'White'), await signIn(endpoint, 'Black')];
  const tables = await privateMatch(white, black, 'rapid');
  await tables[0].act({ type: 'move', move: 'e2e4' });
  await tables[1].act({ type: 'resign' });
  const matchId = tables[0].room.roomId;
  const link = await make('POST', `/matches/${matchId}/links`, white.sdk.auth.token!, {});
  await Promise.all(tables.map(({ room }) => room.leave()));
  return { matchId, playerId: white.playerId, link: link['id'] as string };
}

// Makes a thing of each kind that operations ask for, anew for whoever asks: what was asked before may have used up the
// last one.

import { randomUUID } from 'node:crypto';
import type { Account, World } from './world.ts';

/** Where nothing listens: PUSH_SERVICES of the server that is walked. */
export const pushService = 'http://127.0.0.1:9';

/** The example of RFC 8291, section 5. */
const pushKeys = {
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
};

/** An image of one pixel. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** All that there is of a kind, or made of it; the first is the newest. */
type Make = (by: Account, world: World) => Promise<readonly unknown[]> | readonly unknown[];

const people = {
  oneself: ({ playerId }) => [playerId],
  veteran: (_, { veteran }) => [veteran.playerId],
  stranger: async (_, { guest }) => [(await guest()).playerId],
  member: async (_, { account }) => [(await account('player')).playerId],
  developer: async (_, { account }) => [(await account('developer')).playerId],
  otherDeveloper: async (_, { account, titleId, owner, make }) => {
    const { playerId } = await account('developer');
    await make('PUT', `/games/${titleId}/developers/${playerId}`, owner);
    return [playerId];
  },
  blocked: (by, world) => actedOn(world, by, 'PUT', (id) => `/blocks/${id}`),
  muted: (by, world) => actedOn(world, by, 'PUT', (id) => `/mutes/${id}`),
  silenced: async (_, world) => actedOn(world, await world.as('admin'), 'PUT', (id) => `/moderation/mutes/${id}`),
  banned: async (_, world) => actedOn(world, await world.as('admin'), 'POST', (id) => `/admin/players/${id}/ban`),
  requester: async (by, world) => [(await requestFrom(by, world)).playerId],
  friend: async (by, world) => [(await befriended(by, world)).playerId],
  writer: async (by, { guest, make }) => {
    const writer = await guest();
    await make('PUT', '/players/me/settings', by, { messages: 'everyone' });
    await make('POST', `/messages/${by.playerId}`, writer, { text: 'Hello' });
    return [writer.playerId];
  },
  companion: async (by, world) => {
    await world.make('POST', '/party', by);
    return [(await befriended(by, world)).playerId];
  },
  invited: async (by, world) => {
    await world.make('POST', '/party', by);
    const { playerId } = await befriended(by, world);
    await world.make('POST', '/party/invites', by, { playerId });
    return [playerId];
  },
} as const satisfies Record<string, Make>;

const social = {
  ownParty: async (by, { make }) => [(await make('POST', '/party', by))['id']],
  partyInvitedTo: async (by, world) => {
    await world.ask('DELETE', '/party', by);
    const leader = await befriended(by, world);
    const { id } = await world.make('POST', '/party', leader);
    await world.make('POST', '/party/invites', leader, { playerId: by.playerId });
    return [id];
  },
  message: ({ playerId }, { ids }) => ids('SELECT id FROM messages WHERE to_id = $1 ORDER BY id DESC', [playerId]),
  text: () => ['Hello'],
  notifications: async (by, world) => {
    await requestFrom(by, world);
    const told = 'SELECT id FROM notifications WHERE player_id = $1 ORDER BY id DESC';
    return [await world.ids(told, [by.playerId])];
  },
  report: async (_, world) => [await filed(world)],
  takenReport: async (by, world) => {
    const id = await filed(world);
    await world.ask('POST', `/moderation/reports/${id}/take`, by);
    return [id];
  },
  subscription: async (by, { make }) => {
    const wanted = { endpoint: `${pushService}/${randomUUID()}`, keys: pushKeys };
    return [(await make('POST', '/push/subscriptions', by, wanted))['id']];
  },
  pushEndpoint: () => [`${pushService}/${randomUUID()}`],
  pushKey: () => [pushKeys.p256dh],
} as const satisfies Record<string, Make>;

const accounts = {
  email: (_, { registered }) => [registered.email],
  newEmail: () => [`${randomUUID()}@example.org`],
  password: (_, { password }) => [password],
  refreshToken: async (_, { guest }) => [(await guest()).refreshToken],
  session: ({ playerId }, { ids }) =>
    ids('SELECT id FROM sessions WHERE player_id = $1 AND ended_at IS NULL', [playerId]),
} as const satisfies Record<string, Make>;

const play = {
  game: (_, { titleId }) => ['chess', 'arena', titleId],
  mode: () => ['blitz', 'rapid', 'classic'],
  eventKind: () => ['move', 'capture'],
  match: (_, { matchId }) => [matchId],
  link: (_, { link }) => [link],
  ownLink: async (by, { make, matchId }) => [(await make('POST', `/matches/${matchId}/links`, by, {}))['id']],
  room: async (_, { guest, make }) => [(await make('POST', '/rooms', await guest(), { game: 'chess' }))['roomId']],
  ownRoom: async (by, { sitDown }) => [await sitDown(by)],
  format: () => ['swiss', 'round_robin', 'single_elimination'],
  later: () => [new Date(Date.now() + 86_400_000).toISOString()],
  tournament: async (_, world) => [await announced(world)],
  entered: async (by, world) => {
    const id = await announced(world);
    await world.make('POST', `/tournaments/${id}/entry`, by);
    return [id];
  },
} as const satisfies Record<string, Make>;

const titles = {
  title: (_, { titleId }) => [titleId],
  titleKey: async (_, { make, titleId, owner }) => {
    const { id } = await make('POST', `/games/${titleId}/keys`, owner, { scopes: ['scores'] });
    return [id];
  },
  achievement: () => ['first'],
  unusedAchievement: async (_, { make, titleId, titleServer }) => {
    const one = { id: 'unused', title: 'Unused', description: 'Nobody has it', tier: 'bronze', points: 0 };
    await make('POST', `/games/${titleId}/achievements`, titleServer, { achievements: [one] });
    return ['unused'];
  },
  unlocked: async (by, world) => [await unlockedBy(by, world)],
  unlockLink: async (by, world) => {
    const achievement = await unlockedBy(by, world);
    return [(await world.make('POST', `/achievements/${achievement}/link`, by))['id']];
  },
  asset: async (_, { make, titleId, owner }) => {
    await make('PUT', `/games/${titleId}/assets/first`, owner, png);
    return ['first'];
  },
  gameCollection: () => ['tuning'],
  gameValue: async (_, { make, titleId, owner }) => {
    await make('PUT', `/games/${titleId}/storage/tuning/first`, owner, { value: 1, read: 'public' });
    return ['first'];
  },
  titleCollection: (_, { titleId }) => [`${titleId}.kept`],
  titleValue: async (_, { make, titleId, titleServer, veteran: { playerId } }) => {
    const path = `/players/${playerId}/storage/${titleId}.kept/first`;
    await make('PUT', path, titleServer, { value: 1, read: 'public' });
    return ['first'];
  },
  collection: () => ['kept'],
  value: async (by, { make }) => {
    await make('PUT', '/storage/kept/first', by, { value: 1 });
    return ['first'];
  },
} as const satisfies Record<string, Make>;

const staff = {
  case: async (_, { ids, matchId, guest }) => {
    const found = `INSERT INTO cases (match_id, player_id, seat, detector, score, summary, evidence)
      VALUES ($1, $2, 0, 'rate', 0.5, 'Too many', '{"value": 9, "ticks": [1]}') RETURNING id`;
    return ids(found, [matchId, (await guest()).playerId]);
  },
  deadLetter: (_, world) => triedInVain(world),
  deadLetters: async (_, world) => [await triedInVain(world)],
  ladder: async (_, { ids }) => {
    await ids(`INSERT INTO ladders (game, mode, season) VALUES ('chess', 'blitz', 1) ON CONFLICT DO NOTHING`, []);
    return ['chess'];
  },
} as const satisfies Record<string, Make>;

const stock = { ...people, ...social, ...accounts, ...play, ...titles, ...staff };

export type Kind = keyof typeof stock;

export const makeOne = async (kind: Kind, by: Account, world: World): Promise<readonly unknown[]> =>
  stock[kind](by, world);

async function actedOn(
  { guest, make }: World,
  by: Account,
  method: string,
  path: (playerId: string) => string,
): Promise<string[]> {
  const { playerId } = await guest();
  // What is not for a reason takes no body, and does not look at one.
  await make(method, path(playerId), by, { reason: 'A reason' });
  return [playerId];
}

async function requestFrom({ playerId }: Account, { guest, make }: World): Promise<Account> {
  const requester = await guest();
  await make('POST', '/friends/requests', requester, { playerId });
  return requester;
}

async function befriended(by: Account, world: World): Promise<Account> {
  const friend = await requestFrom(by, world);
  await world.make('POST', `/friends/requests/${friend.playerId}/accept`, by);
  return friend;
}

async function filed({ guest, make }: World): Promise<number> {
  const [reporter, { playerId }] = [await guest(), await guest()];
  return (await make('POST', '/reports', reporter, { playerId, reason: 'spam' }))['id'] as number;
}

async function announced({ guest, make }: World): Promise<string> {
  const wanted = { name: 'Cup', game: 'chess', format: 'swiss', startsAt: play.later()[0] };
  return (await make('POST', '/tournaments', await guest(), wanted))['id'] as string;
}

async function unlockedBy({ playerId }: Account, { make, titleId, titleServer }: World): Promise<string> {
  await make('POST', '/achievements/unlock', titleServer, { player_id: playerId, achievement_id: 'first' });
  return `${titleId}.first`;
}

async function triedInVain({ ids, matchId }: World): Promise<readonly unknown[]> {
  await ids('INSERT INTO outbox (match_id) VALUES ($1) ON CONFLICT DO NOTHING', [matchId]);
  const letter = `INSERT INTO dead_letters (match_id, step, error, attempts) VALUES ($1, 'rate', 'In vain', 9)
    ON CONFLICT (match_id, step) DO UPDATE SET attempts = 9 RETURNING id`;
  return ids(letter, [matchId]);
}

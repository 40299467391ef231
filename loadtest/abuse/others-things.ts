// What is other players', or takes another role: asked for by a stranger, a player and a title.

import { randomUUID } from 'node:crypto';
import { type Abuse, call, mustBe, type Session } from './attempt.ts';

export const othersThings: Abuse = async function* ({ endpoint, ann, eve, titleKey, matchId, linkId }) {
  const api = `${endpoint}/api/v1`;
  for (const part of ['', '/log', '/replay', '/report', '/heatmap?kind=move']) {
    for (const [who, token] of [
      ['nobody', undefined],
      ['a stranger', eve.token],
    ] as const) {
      yield mustBe(`a private match${part}, by ${who}`, await call(`${api}/matches/${matchId}${part}`, { token }), 403);
    }
  }
  const guessed = `${api}/matches/${matchId}?link=${'A'.repeat(22)}`;
  yield mustBe('a private match by a guessed link', await call(guessed), 403);
  for (const token of [undefined, eve.token]) {
    const listed = (await call(`${api}/matches?limit=100`, { token })).text.includes(matchId);
    yield { what: 'a private match in a list', letIn: listed ? 'it is listed' : undefined };
  }
  const { items } = JSON.parse((await call(`${api}/auth/sessions`, { token: ann.token })).text) as {
    items: { id: string }[];
  };
  const asEve = (method: string, path: string, body?: unknown) =>
    call(`${api}${path}`, { method, token: eve.token, body });
  yield mustBe("another's session", await asEve('DELETE', `/auth/sessions/${items[0]!.id}`), 404);
  yield mustBe("another's link", await asEve('DELETE', `/links/${linkId}`), 404);
  yield mustBe("another's privacy", await asEve('PUT', `/matches/${matchId}/privacy`, { private: false }), 403);
  yield mustBe("a link to another's private match", await asEve('POST', `/matches/${matchId}/links`, {}), 403);
  yield mustBe("another's achievements", await asEve('POST', `/achievements/check/${ann.playerId}`, {}), 403);
  for (const id of [ann.playerId, eve.playerId, randomUUID()]) {
    yield mustBe('a ban by a player', await asEve('POST', `/admin/players/${id}/ban`, { reason: 'x' }), 403);
    yield mustBe('a role by a player', await asEve('PUT', `/admin/players/${id}/role`, { role: 'admin' }), 403);
    const profile = await asEve('GET', `/players/${id}`);
    yield { what: "another's e-mail address", letIn: profile.text.includes('@') ? profile.text : undefined };
  }
  const title = { id: 'eve-title', title: 'Eve' };
  yield mustBe('a title by a player', await asEve('POST', '/games', title), 403);
  yield mustBe('a score by a player', await asEve('POST', '/scores', { player_id: eve.playerId, score: 1 }), 401);
  const asTitle = { method: 'POST', token: titleKey, body: { achievements: [] } };
  yield mustBe("another title's achievements", await call(`${api}/games/chess/achievements`, asTitle), 400, 403);
  yield mustBe("a player's profile by a title", await call(`${api}/players/me`, { token: titleKey }), 401);
  yield* fields(api, eve);
};

/** What the client may not say of itself. */
async function* fields(api: string, eve: Session) {
  const surplus = [
    { role: 'admin' },
    { id: randomUUID() },
    { guest: false },
    { bot: true },
    { isAdmin: true },
    { rating: 3000 },
  ];
  for (const body of surplus) {
    const rename = { method: 'PUT', token: eve.token, body: { name: eve.name, ...body } };
    yield mustBe(`a name with ${JSON.stringify(body)}`, await call(`${api}/players/me`, rename), 400);
    const guest = { method: 'POST', body: { name: 'Mallory', ...body } };
    yield mustBe(`a guest with ${JSON.stringify(body)}`, await call(`${api}/auth/guest`, guest), 400);
    const email = `${randomUUID()}@example.org`;
    const account = { method: 'POST', body: { email, password: 'correct horse battery', ...body } };
    yield mustBe(`an account with ${JSON.stringify(body)}`, await call(`${api}/auth/register`, account), 400);
  }
  for (const text of ['{"__proto__":{"role":"admin"}}', '{"constructor":{"prototype":{"role":"admin"}}}']) {
    yield mustBe(text, await call(`${api}/auth/guest`, { method: 'POST', body: text }), 400);
  }
  const me = JSON.parse((await call(`${api}/players/me`, { token: eve.token })).text) as { role: string };
  yield { what: 'a role of her own choice', letIn: me.role === 'player' ? undefined : me.role };
}

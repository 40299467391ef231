// The same reads as Arbiter's API does, in express alone: no shapes, no rates, no one who asks but where a handler needs
// one. `bare-api.ts` takes DATABASE_URL, TOKEN_KEY and PORT.

import express, { type Request } from 'express';
import { openDatabase } from '../../src/db/client.ts';
import { openServices } from '../../src/services/index.ts';
import { openRateLimits } from '../../src/services/rate-limits.ts';
import { inMemory } from '../../src/services/rate-limits/stores.ts';

const { DATABASE_URL = '', TOKEN_KEY = '', PORT = '0' } = process.env;
const rate = { requests: 1e9, seconds: 60 };
const rates = {
  default: rate,
  title: rate,
  matchmake: rate,
  auth: rate,
  password: rate,
  chat: rate,
  invite: rate,
  complaint: rate,
};
const services = openServices(openDatabase(DATABASE_URL, { poolSize: 16 }), {
  ...{ owner: 1, tokenKeys: [TOKEN_KEY], dataKeys: [TOKEN_KEY], logKey: TOKEN_KEY },
  rateLimits: openRateLimits({ store: inMemory(), rates, exempt: [], onError: () => undefined }),
});

// oxlint-disable oxc/no-async-endpoint-handlers -- Express 5 answers for what they reject with
const app = express();
const page = { limit: 20 };
type Read = (id: string, request: Request) => Promise<unknown>;
const route = (path: string, read: Read): void =>
  void app.get(path, (request, response, next) => {
    read(String(request.params['id']), request).then((value) => response.json(value), next);
  });
app.get('/', (_request, response) => void response.send('ready'));
route('/api/v1/games', async () => ({ items: services.games.list(), titles: await services.titles.names(page, []) }));
route('/api/v1/matches', () => services.matches.list({ ...page, playerId: undefined }));
route('/api/v1/matches/:id', (id) => services.matches.get(id));
route('/api/v1/players/me', async (_id, request) => {
  const caller = await services.sessions.verify((request.get('authorization') ?? '').slice('Bearer '.length));
  return caller && services.players.own(caller.playerId);
});
route('/api/v1/players/:id', (id) => services.players.get(id));
app.listen(Number(PORT), '127.0.0.1');

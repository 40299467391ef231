// The same reads as Arbiter's API does, in express alone: no shapes, no rates, no one who asks but where a handler needs
// one. `bare-api.ts` takes DATABASE_URL, TOKEN_KEY and PORT.

import express from 'express';
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
const id = (value: string | string[] | undefined): string => String(value);
app.get('/', (_request, response) => void response.send('ready'));
app.get('/api/v1/games', (_request, response) => void response.json({ items: services.games.list() }));
app.get('/api/v1/matches', async (_request, response) => {
  response.json(await services.matches.list({ limit: 20, playerId: undefined }));
});
app.get('/api/v1/matches/:id', async (request, response) => {
  response.json(await services.matches.get(id(request.params['id'])));
});
app.get('/api/v1/players/:id', async (request, response) => {
  if (request.params['id'] !== 'me') return void response.json(await services.players.get(id(request.params['id'])));
  const caller = await services.sessions.verify((request.get('authorization') ?? '').slice('Bearer '.length));
  response.json(caller && (await services.players.own(caller.playerId)));
});
app.listen(Number(PORT), '127.0.0.1');

// The registry of games, as a real HTTP server that tells the truth, or anything else.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { followRegistry, type Registry } from '../../src/services/registry.ts';
import { startServer } from '../support/server.ts';

interface Asked {
  readonly method: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** A registry that answers so; what it was asked, and where it is. */
async function registryThat(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push({ method: request.method!, authorization: request.headers.authorization, body });
      answer(request, response);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/games`, asked };
}

const address = 'https://here.example.org';
const pinball = { id: 'pinball', title: 'Pinball', origin: 'https://there.example.org' };
const games = [{ id: 'chess', title: 'Chess', version: 1, modes: [{ id: 'blitz', title: 'Blitz', seats: 2 }] }];
const listing = (titles: unknown) => JSON.stringify({ titles });

interface Following {
  readonly token?: string;
  readonly timeoutMs?: number;
}

function follow(url: string, errors: string[] = [], { token, timeoutMs = 30_000 }: Following = {}): Registry {
  const pace = { everyMs: 50, retryMs: 20, timeoutMs };
  const registry = followRegistry({ url, token, address }, games, ({ message }) => errors.push(message), pace);
  onTestFinished(() => registry.stop());
  return registry;
}

test('[H2] it is told of the games here, again and again, and tells of titles elsewhere', async () => {
  let titles: object[] = [pinball];
  const { url, asked } = await registryThat(({ method }, response) => {
    response.end(method === 'POST' ? '' : listing(titles));
  });
  const registry = follow(url, [], { token: 'a token' });
  await expect.poll(() => registry.titles(), { timeout: 20_000 }).toEqual([pinball]);
  expect(asked[0]).toMatchObject({ method: 'POST', authorization: 'Bearer a token' });
  expect(JSON.parse(asked[0]!.body)).toEqual({ address, games });
  titles = [pinball, { ...pinball, id: 'tilt', more: 1 }, { ...pinball, id: 'chess', origin: address }];
  await expect.poll(() => registry.titles().map(({ id }) => id)).toEqual(['pinball', 'tilt']);
  expect(registry.titles()[1]).toEqual({ ...pinball, id: 'tilt' });
  expect(asked.filter(({ method }) => method === 'POST').length).toBeGreaterThan(1);
});

test('[H2] what makes no sense is left out, title by title', async () => {
  const bad = [
    null,
    7,
    'pinball',
    [],
    {},
    { ...pinball, id: '../../etc' },
    { ...pinball, id: 'X' },
    { ...pinball, title: '' },
    { ...pinball, title: 'a\u0007b' },
    { ...pinball, title: 'a'.repeat(61) },
    { ...pinball, origin: 'javascript:alert(1)' },
    { ...pinball, origin: 'nowhere' },
  ];
  const { url } = await registryThat((_request, response) => void response.end(listing([...bad, pinball, ...bad])));
  const registry = follow(url);
  await expect.poll(() => registry.titles(), { timeout: 20_000 }).toEqual([pinball]);
});

const lies: [string, RegExp, (response: ServerResponse) => void][] = [
  ['an error', /answered 500/, (response) => void response.writeHead(500).end('{}')],
  ['no JSON', /JSON/, (response) => void response.end('<!doctype html>')],
  ['another JSON', /no list of titles/, (response) => void response.end('[]')],
  ['bytes that are no text', /encoded|valid/, (response) => void response.end(Buffer.from([0xff, 0xfe, 0x80]))],
  ['too many titles', /no list of titles/, (response) => void response.end(listing(Array(10_001).fill(0)))],
  ['nothing at all', /timeout/, () => undefined],
  ['a little, and then nothing', /timeout/, (response) => void response.write('{"titles":[')],
  ['a broken line', /fetch failed|terminated/, (response) => void response.destroy()],
  ['another place', /fetch failed/, (response) => void response.writeHead(307, { location: '/elsewhere' }).end()],
  [
    'without end',
    /more than 262144 bytes/,
    (response) => {
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    },
  ],
];

test.each(lies)(
  '[H2] one that answers with %s harms nothing: what was known stays, and it is asked again',
  async (_, why, lie) => {
    let honest = true;
    const { url, asked } = await registryThat(({ method }, response) => {
      if (honest || method === 'POST') response.end(listing([pinball]));
      else lie(response);
    });
    const errors: string[] = [];
    // Long enough for the rest on a machine that is busy.
    const registry = follow(url, errors, why.source === 'timeout' ? { timeoutMs: 500 } : {});
    await expect.poll(() => registry.titles(), { timeout: 20_000 }).toEqual([pinball]);
    honest = false;
    await expect.poll(() => errors[0], { timeout: 20_000 }).toMatch(why);
    expect(registry.titles()).toEqual([pinball]);
    const before = asked.length;
    await expect.poll(() => asked.length, { timeout: 20_000 }).toBeGreaterThan(before);
  },
);

test('[H2] one that is away is tried again, more and more seldom', async () => {
  const { url } = await registryThat((_request, response) => void response.destroy());
  const errors: number[] = [];
  const pace = { everyMs: 10_000, retryMs: 20, timeoutMs: 300 };
  const registry = followRegistry({ url, address }, games, () => errors.push(performance.now()), pace);
  await expect.poll(() => errors.length, { timeout: 20_000 }).toBe(5);
  await registry.stop();
  const gaps = errors.slice(1).map((at, i) => at - errors[i]!);
  // Waits of 20, 40, 80 and 160 ms, each no shorter than that.
  for (const [i, gap] of gaps.entries()) expect(gap).toBeGreaterThanOrEqual(20 * 2 ** i - 2);
});

test('[H2] a whole server lists the titles of its registry, shows it no secret, and needs it for nothing', async () => {
  let isThere = false;
  const { url, asked } = await registryThat(({ method }, response) => {
    if (isThere) response.end(method === 'POST' ? '' : listing([pinball]));
  });
  // It does not answer: the server starts all the same, and stops without waiting for it.
  const mute = await startServer({ GAME_REGISTRY_URL: url });
  expect(await (await fetch(`${mute.endpoint}/api/v1/games`)).json()).toMatchObject({ titles: [] });
  expect(await mute.stop()).toBe(0);
  isThere = true;
  const token = 'registry-secret';
  const env = { GAME_REGISTRY_URL: url, GAME_REGISTRY_TOKEN: token, PUBLIC_URL: address };
  const server = await startServer(env);
  const titles = async () =>
    ((await (await fetch(`${server.endpoint}/api/v1/games`)).json()) as { titles: unknown }).titles;
  await expect.poll(titles, { timeout: 20_000 }).toEqual([pinball]);
  const announced = asked.findLast(({ method }) => method === 'POST')!;
  expect(announced.authorization).toBe(`Bearer ${token}`);
  expect(JSON.parse(announced.body)).toMatchObject({
    address,
    games: expect.arrayContaining([expect.objectContaining({ id: 'chess' })]),
  });
  await server.stop();
  expect(server.output()).not.toContain(token);
}, 120_000);

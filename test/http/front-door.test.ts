// What every request meets before Colyseus sees it, over raw sockets where a client would not let us.

import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { signIn } from '../../loadtest/client.ts';
import { apiOf } from '../support/api.ts';
import { startServer } from '../support/server.ts';

type Server = Awaited<ReturnType<typeof startServer>>;
let server: Server;
beforeAll(async () => {
  server = await startServer({ ALLOWED_ORIGINS: 'https://play.example.org' });
});
afterAll(() => server.stop());

/** What comes back on a connection that sends this: a whole answer, or all until it ends. */
async function raw(text: string, { endpoint } = server): Promise<string> {
  const { port, hostname } = new URL(endpoint);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (bytes) => {
    answer += bytes.toString('latin1');
    if (isWhole(answer)) socket.destroy();
  });
  socket.on('error', () => undefined);
  socket.write(text);
  await once(socket, 'close').catch(() => undefined);
  return answer;
}

function isWhole(answer: string): boolean {
  const headLength = answer.indexOf('\r\n\r\n') + 4;
  const bodyLength = Number(/^content-length: (\d+)/im.exec(answer)?.[1] ?? 0);
  return headLength >= 4 && answer.length >= headLength + bodyLength;
}

const upgrade = (origin: string | undefined): string =>
  `GET / HTTP/1.1\r\nHost: ${new URL(server.endpoint).host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
  `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n` +
  `${origin === undefined ? '' : `Origin: ${origin}\r\n`}\r\n`;

const lives = async (): Promise<void> => expect((await fetch(`${server.endpoint}/healthz`)).status).toBe(200);

describe('[H8] [S1] a request that is not sound', () => {
  test.each([
    ['no Host', 'GET /healthz HTTP/1.1\r\n\r\n'],
    ['a Host with spaces', 'GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n'],
    ['a Host with a path', 'POST /matchmake/create/chess HTTP/1.1\r\nHost: a/b\r\nContent-Length: 0\r\n\r\n'],
    ['a Host with a user', 'POST /matchmake/create/chess HTTP/1.1\r\nHost: u@b\r\nContent-Length: 0\r\n\r\n'],
    ['a Host with a port too large', 'GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n'],
    ['a Host of brackets', 'GET / HTTP/1.1\r\nHost: [\r\n\r\n'],
    ['an absolute target', 'GET http://x/ HTTP/1.1\r\nHost: a\r\n\r\n'],
    [
      'two lengths',
      'POST /matchmake/create/chess HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}',
    ],
    [
      'a length and chunks',
      'POST /matchmake/create/chess HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['headers without end', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
    [
      'an upgrade with a Host of nonsense',
      'GET /a/b HTTP/1.1\r\nHost: a b\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    ],
    [
      'an upgrade to an absolute target',
      'GET //[ HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    ],
  ])('with %s is answered, and the process lives', async (_what, text, status = 400) => {
    const answer = await raw(text);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    await lives();
  });

  test('is none for a strange word of a proxy', async () => {
    for (const protocol of ['javascript', 'https, http', ' ', 'a b']) {
      const headers = { 'x-forwarded-proto': protocol, 'content-type': 'application/json' };
      const { status } = await fetch(`${server.endpoint}/matchmake/create/chess`, {
        method: 'POST',
        headers,
        body: '{}',
      });
      expect(status).toBeGreaterThanOrEqual(400);
    }
    await lives();
  });
});

describe('[H8] bodies of matchmaking', () => {
  const paths = ['/matchmake/create/chess', '//matchmake/create/chess', '/MATCHMAKE/create/chess'];
  test.each(paths)('are limited to 64 KB: %s', async (path) => {
    const body = JSON.stringify({ x: 'x'.repeat(70_000) });
    const post = (init: RequestInit) =>
      fetch(server.endpoint + path, { method: 'POST', headers: { 'content-type': 'application/json' }, ...init });
    const answer = await post({ body });
    expect([answer.status, ((await answer.json()) as { type: string }).type]).toEqual([
      413,
      '/problems/content-too-large',
    ]);
    const stream = new Blob([body]).stream();
    expect((await post({ body: stream, duplex: 'half' })).status).toBe(413);
    const broken = await post({ body: '{"mode":' });
    expect([broken.status, broken.headers.get('content-type')]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
    ]);
  });

  test('and one that is not too large makes a room', async () => {
    const ann = await signIn(server.endpoint, 'Ann');
    const room = await ann.sdk.create('chess', { mode: 'rapid', private: true });
    await room.leave();
  });
});

describe('[A4] seats in rooms', () => {
  test('are asked for at a rate, by each player', async () => {
    const limited = await startServer({ RATE_LIMIT: '3', RATE_LIMIT_EXEMPT: 'none' });
    onTestFinished(async () => void (await limited.stop()));
    const post = (token: string) =>
      fetch(`${limited.endpoint}/matchmake/joinById/nowhere`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: '{}',
      });
    const [ann, bob] = await Promise.all([signIn(limited.endpoint), signIn(limited.endpoint)]);
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) statuses.push((await post(ann.sdk.auth.token!)).status);
    expect(statuses.slice(3)).toEqual([429, 429]);
    expect(statuses.slice(0, 3)).not.toContain(429);
    expect((await post(bob.sdk.auth.token!)).status).not.toBe(429);
    const over = await post(ann.sdk.auth.token!);
    expect([over.headers.get('ratelimit-policy'), over.headers.get('retry-after')]).toEqual([
      '"matchmake";q=3;w=60',
      expect.any(String),
    ]);
  });
});

describe('[H8] pages of other origins', () => {
  type Init = { method?: string; headers?: Record<string, string> };
  const ask = (origin: string, path: string, init: Init = {}) =>
    fetch(server.endpoint + path, { ...init, headers: { origin, ...init.headers } });
  const preflight = { method: 'OPTIONS', headers: { 'access-control-request-method': 'POST' } };
  const paths = ['/api/v1/games', '/matchmake/create/chess', '/', '/nowhere'];

  test.each(['https://play.example.org', 'http://localhost:5173', 'OWN'])(
    'are let in where they are known: %s',
    async (name) => {
      const origin = name === 'OWN' ? server.endpoint : name;
      for (const path of paths) {
        const { headers } = await ask(origin, path);
        expect(headers.get('access-control-allow-origin')).toBe(origin);
        expect(headers.get('vary')).toContain('Origin');
        expect(headers.get('access-control-expose-headers')).toContain('ETag');
        const before = await ask(origin, path, preflight);
        expect([before.status, before.headers.get('access-control-allow-origin')]).toEqual([204, origin]);
        expect(before.headers.get('access-control-allow-headers')).toContain('Authorization');
      }
    },
  );

  test.each(['https://evil.example', 'null', 'http://localhost.evil.example', 'https://play.example.org.evil.example'])(
    'are told nothing where they are not: %s',
    async (origin) => {
      for (const path of paths) {
        for (const init of [{}, preflight]) {
          const { headers } = await ask(origin, path, init);
          for (const name of ['origin', 'credentials', 'headers', 'methods']) {
            expect(headers.get(`access-control-allow-${name}`), `${path} ${name}`).toBeNull();
          }
        }
      }
      const refused = await raw(upgrade(origin));
      expect(refused).toMatch(/^HTTP\/1.1 403 Forbidden\r\n[^]*"type":"\/problems\/forbidden-origin"/);
    },
  );

  test('[O4] read nothing of the monitor and the playground, wherever they are from', async () => {
    for (const path of ['/monitor', '/monitor/', '/monitor/api', '/MONITOR/api', '/playground/']) {
      expect((await fetch(server.endpoint + path)).status, path).toBe(200);
      for (const init of [{}, preflight]) {
        const { headers } = await ask('https://play.example.org', path, init);
        for (const name of ['origin', 'credentials']) {
          expect(headers.get(`access-control-allow-${name}`), `${path} ${name}`).toBeNull();
        }
      }
    }
    for (const path of ['//monitor/api', '/%6Donitor/api', '/x/../monitor%2Fapi']) {
      expect((await fetch(server.endpoint + path)).status, path).toBe(404);
    }
  });

  test('connect where they are known, as does who is no page', async () => {
    for (const origin of ['https://play.example.org', server.endpoint, undefined]) {
      expect(await raw(upgrade(origin))).toMatch(/^HTTP\/1.1 101 /);
    }
  });

  test('in production localhost is as foreign as any', async () => {
    const production = await startServer({ NODE_ENV: 'production', LOG_LEVEL: 'info' });
    onTestFinished(async () => void (await production.stop()));
    const answer = await fetch(`${production.endpoint}/api/v1/games`, { headers: { origin: 'http://localhost:5173' } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('[H8] elsewhere', () => {
  test('security headers are on every answer, and errors are problem documents', async () => {
    for (const path of [
      '/',
      '/healthz',
      '/nowhere',
      '/api/v1/games',
      '/r/nothing',
      '/problems/internal',
      '/api/docs',
    ]) {
      const { headers, status } = await fetch(server.endpoint + path);
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'");
      expect(headers.get('referrer-policy'), path).toBe('same-origin');
      expect(headers.get('x-powered-by'), path).toBeNull();
      if (path === '/nowhere')
        expect([status, headers.get('content-type')]).toEqual([404, 'application/problem+json; charset=utf-8']);
    }
  });

  test('[O4] the monitor shows rooms, and changes none', async () => {
    const ann = await signIn(server.endpoint, 'Ann');
    const room = await ann.sdk.create('chess', { mode: 'rapid', private: true });
    let closed = false;
    room.onLeave(() => (closed = true));
    const call = (path: string, method: string) =>
      fetch(`${server.endpoint}${path}?${new URLSearchParams({ roomId: room.roomId, method, args: '[]' }).toString()}`);
    for (const path of [
      '/monitor/api/room/call',
      '/monitor/api/room/call/',
      '/MONITOR/api/room/call',
      '/monitor//api/room/call',
    ]) {
      for (const method of ['disconnect', '_forceClientDisconnect', '_editStateProperty']) {
        expect((await call(path, method)).status, path).toBe(403);
      }
    }
    expect((await call('/monitor/api/room/call', 'getInspectData')).status).toBe(200);
    expect((await fetch(`${server.endpoint}/monitor/api/room?roomId=${room.roomId}`)).status).toBe(200);
    expect(closed).toBe(false);
    await room.leave();
  });

  test('the API reads its own bodies, in whichever case its path is written', async () => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Cy' }),
    };
    const { status } = await fetch(`${server.endpoint}/API/v1/auth/guest`, {
      ...init,
      signal: AbortSignal.timeout(10_000),
    });
    expect(status).toBe(201);
  });

  test('OPTIONS tells what a path answers, HEAD all but the body', async () => {
    const options = await fetch(`${server.endpoint}/api/v1/players/me`, { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'DELETE, GET, PUT, HEAD, OPTIONS']);
    const [head, get] = await Promise.all(
      ['HEAD', 'GET'].map((method) => fetch(`${server.endpoint}/api/v1/games`, { method })),
    );
    expect([head!.status, await head!.text()]).toEqual([200, '']);
    expect(head!.headers.get('etag')).toBe(get!.headers.get('etag'));
    expect(head!.headers.get('content-length')).toBe(String((await get!.arrayBuffer()).byteLength));
  });

  test('what is not JSON is refused in both directions, what is known is not sent again', async () => {
    const api = apiOf(server.endpoint);
    const text = { 'content-type': 'text/plain' };
    expect((await api('POST /auth/guest', { body: {}, headers: text })).body).toMatchObject({
      type: '/problems/unsupported-media-type',
      status: 415,
    });
    expect((await api('GET /games', { headers: { accept: 'text/html' } })).status).toBe(406);
    expect((await api('GET /games', { headers: { accept: 'text/html, */*;q=0.1' } })).status).toBe(200);
    for (const unheard of ['x=1', 'x=%00']) expect((await api(`GET /games?${unheard}`)).status).toBe(400);
    expect((await api('GET /scores?game=%00')).status).toBe(400);
    const { headers } = await api('GET /games');
    expect(headers.get('cache-control')).toBe('no-cache');
    const known = await api('GET /games', { headers: { 'if-none-match': `W/${headers.get('etag')!}` } });
    expect([known.status, known.body]).toEqual([304, undefined]);
    expect((await api('GET /games', { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
    // Sent without a body, as a form would be, or by an SDK of another language.
    expect((await fetch(`${server.endpoint}/api/v1/auth/guest`, { method: 'POST' })).status).toBe(201);
  });
});

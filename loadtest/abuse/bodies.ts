// Bodies that are too large, too deep, or grow when they are unpacked; headers that contradict each other.

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { type Abuse, type Answer, mustBe, type Target } from './attempt.ts';

/** A server that is busy answers late; one that says nothing has taken what it was sent. */
const answerMs = 10_000;

const paths = [
  '/api/v1/auth/guest',
  '/api/v1/scores',
  '/matchmake/create/chess',
  '//matchmake/create/chess',
  '/nowhere',
];

export const bodies: Abuse = async function* (target) {
  const bomb = gzipSync(Buffer.alloc(50_000_000, 32));
  // Connections that are still written to are closed after a while: all of them at once.
  const streams = paths.flatMap((path) => [true, false].map((chunked) => stream(target, path, chunked)));
  for (const path of paths) yield* wholeBodies(target, path, bomb);
  yield* await Promise.all(streams);
};

async function* wholeBodies({ endpoint, eve, titleKey }: Target, path: string, bomb: Uint8Array<ArrayBuffer>) {
  const token = path.endsWith('scores') ? titleKey : eve.token;
  const post = async (
    body: Uint8Array<ArrayBuffer> | string,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await fetch(endpoint + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
      body,
    });
    return { status: response.status, text: await response.text() };
  };
  const refused = path === '/nowhere' ? [404, 413, 400] : [413];
  yield mustBe(`300 KB at ${path}`, await post(JSON.stringify({ x: 'x'.repeat(300_000) })), ...refused);
  const unpacked = await post(bomb, { 'content-encoding': 'gzip' });
  yield mustBe(`50 MB in ${bomb.length} bytes at ${path}`, unpacked, 415);
  const deep = '['.repeat(30_000) + ']'.repeat(30_000);
  const answer = await post(deep);
  yield {
    what: `lists 30,000 deep at ${path}`,
    letIn: answer.status >= 400 && answer.status < 500 ? undefined : answer.text,
  };
}

/** Writes as fast as the server takes it; what counts is that it does not take it in. */
async function stream({ endpoint, megabytes, eve }: Target, path: string, chunked: boolean) {
  const { port, hostname } = new URL(endpoint);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (bytes: Buffer) => (answer += bytes.toString('latin1')));
  socket.on('error', () => undefined);
  const length = chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${megabytes * 1_000_000}`;
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nAuthorization: Bearer ${eve.token}\r\n${length}\r\n\r\n`,
  );
  const piece = Buffer.alloc(1_000_000, 'x');
  for (let sent = 0; sent < megabytes && !socket.destroyed; sent++) {
    if (chunked) socket.write('f4240\r\n');
    const isTaken = socket.write(piece);
    if (chunked) socket.write('\r\n');
    if (!isTaken) await roomOrEnd(socket);
  }
  for (let waits = 0; waits < answerMs / 100 && answer === ''; waits++) await sleep(100);
  socket.destroy();
  const status = Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);
  const what = `${megabytes} MB ${chunked ? 'in chunks' : 'at once'} at ${path}`;
  return { what, letIn: [400, 401, 404, 413].includes(status) ? undefined : `${status} ${answer.slice(0, 200)}` };
}

/** Until more can be written, or nothing will be. */
async function roomOrEnd(socket: Socket): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  const limit = setTimeout(() => over.abort(), 5_000);
  await Promise.race(['drain', 'close'].map((event) => once(socket, event, { signal }).catch(() => undefined)));
  clearTimeout(limit);
  over.abort();
}

/** Each is refused on its own connection, and nothing after it on that connection is answered as if it were another's. */
export const headers: Abuse = async function* ({ endpoint, ann, eve }) {
  const host = `Host: ${new URL(endpoint).host}`;
  const json = 'Content-Type: application/json';
  const smuggled = `GET /api/v1/players/me HTTP/1.1\r\n${host}\r\nAuthorization: Bearer ${ann.token}\r\n\r\n`;
  const tricks: Record<string, string> = {
    'two lengths': `POST /api/v1/auth/guest HTTP/1.1\r\n${host}\r\n${json}\r\nContent-Length: 2\r\nContent-Length: 90\r\n\r\n{}`,
    'a length and chunks': `POST /api/v1/auth/guest HTTP/1.1\r\n${host}\r\n${json}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
    'chunks by another name': `POST /api/v1/auth/guest HTTP/1.1\r\n${host}\r\n${json}\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
    'a length of words': `POST /api/v1/auth/guest HTTP/1.1\r\n${host}\r\n${json}\r\nContent-Length: many\r\n\r\n`,
    'a length below zero': `POST /api/v1/auth/guest HTTP/1.1\r\n${host}\r\n${json}\r\nContent-Length: -1\r\n\r\n`,
    'a header that is folded': `GET /api/v1/players/me HTTP/1.1\r\n${host}\r\nAuthorization: Bearer\r\n ${eve.token}\r\n\r\n`,
    'a space before the colon': `GET /api/v1/players/me HTTP/1.1\r\n${host}\r\nAuthorization : Bearer ${eve.token}\r\n\r\n`,
    'headers of 100 KB': `GET / HTTP/1.1\r\n${host}\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`,
    'a thousand headers': `GET /api/v1/players/me HTTP/1.1\r\n${host}\r\n${'X: y\r\n'.repeat(5_000)}\r\n`,
    'a Host of nonsense': `GET /healthz HTTP/1.1\r\nHost: a b/c\r\n\r\n`,
    'no Host': 'GET /healthz HTTP/1.1\r\n\r\n',
    'a NUL in the target': `GET /heal\0thz HTTP/1.1\r\n${host}\r\n\r\n`,
    'an upgrade to nowhere': `GET //[ HTTP/1.1\r\n${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    'a foreign page': `GET /a/b HTTP/1.1\r\n${host}\r\nOrigin: https://evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
  };
  for (const [what, text] of Object.entries(tricks)) {
    const answer = await exchange(endpoint, text);
    const isRefused = /^HTTP\/1\.1 (400|401|403|413|431|501) /.test(answer) && !answer.includes('HTTP/1.1 2');
    yield { what, letIn: isRefused ? undefined : answer.slice(0, 200) || 'no answer' };
  }
};

async function exchange(endpoint: string, text: string): Promise<string> {
  const { port, hostname } = new URL(endpoint);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (bytes: Buffer) => (answer += bytes.toString('latin1')));
  socket.on('error', () => undefined);
  socket.setTimeout(answerMs, () => socket.destroy());
  socket.write(text);
  if (!socket.destroyed) await once(socket, 'close').catch(() => undefined);
  return answer;
}

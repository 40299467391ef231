// A push service (RFC 8030) and the browsers that it serves: takes a push only where VAPID (RFC 8292) holds for the key
// that the browser let in, and decrypts it as that browser does (RFC 8291), by other people's code.

import { createECDH, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decrypt } from 'http_ece';
import { importJWK, jwtVerify } from 'jose';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly bytes: number;
  readonly payload: unknown;
}

/** One that has subscribed. */
export interface TestBrowser {
  /** As its `toJSON` tells it. */
  readonly subscription: { endpoint: string; expirationTime: null; keys: { p256dh: string; auth: string } };
  /** What has come through, in order. */
  readonly received: Received[];
}

type Answer = (response: ServerResponse, path: string) => void;

export interface PushService {
  readonly origin: string;
  /** The paths that were asked for, each time, whatever came of it. */
  readonly asked: string[];
  /** Why what was sent was not taken. */
  readonly faults: string[];
  /** What is answered from now on in place of taking pushes; undefined: takes them. */
  answer: Answer | undefined;
  /** A browser that lets in who has this key. */
  browser(publicKey: string): TestBrowser;
  stop(): void;
}

export async function startPushService(): Promise<PushService> {
  const browsers = new Map<string, { publicKey: string; browser: TestBrowser; open: (body: Buffer) => unknown }>();
  const server = createServer(async (request, response) => {
    const chunks = (await request.toArray()) as Buffer[];
    const path = request.url!;
    service.asked.push(path);
    if (service.answer) return service.answer(response, path);
    try {
      const { publicKey, browser, open } = browsers.get(path)!;
      await verify(request, publicKey, service.origin);
      const body = Buffer.concat(chunks);
      browser.received.push({ headers: request.headers, bytes: body.byteLength, payload: open(body) });
      response.writeHead(201, { location: `${service.origin}/message/1` }).end();
    } catch (error) {
      service.faults.push((error as Error).message);
      response.writeHead(403).end();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const service: PushService = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ asked: [], faults: [], answer: undefined },
    browser(publicKey) {
      const path = `/push/${randomUUID()}`;
      const { keys, open } = newKeys();
      const subscription = { endpoint: service.origin + path, expirationTime: null, keys };
      const browser: TestBrowser = { subscription, received: [] };
      browsers.set(path, { publicKey, browser, open });
      return browser;
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
  return service;
}

function newKeys() {
  const privateKey = createECDH('prime256v1');
  const p256dh = privateKey.generateKeys('base64url');
  const auth = randomBytes(16).toString('base64url');
  const open = (body: Buffer): unknown =>
    JSON.parse(decrypt(body, { version: 'aes128gcm', privateKey, authSecret: auth }).toString());
  return { keys: { p256dh, auth }, open };
}

async function verify({ method, headers }: IncomingMessage, publicKey: string, origin: string): Promise<void> {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(headers.authorization ?? '') ?? [];
  if (key !== publicKey) throw new Error('another key than the browser let in');
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((each) => each.toString('base64url'));
  const { payload } = await jwtVerify(token, await importJWK({ kty: 'EC', crv: 'P-256', x: x!, y: y! }, 'ES256'), {
    ...{ algorithms: ['ES256'], audience: origin, requiredClaims: ['exp'] },
  });
  // RFC 8292, 2 and 2.1.
  if (payload.exp! > Date.now() / 1000 + 24 * 3600) throw new Error('a token for more than a day');
  if (!/^(mailto:|https:)/.test(payload.sub ?? '')) throw new Error('nobody to write to');
  // RFC 8030, 5.2 to 5.4.
  if (method !== 'POST' || !/^\d+$/.test(String(headers['ttl']))) throw new Error('no TTL');
  if (!/^[\w-]{1,32}$/.test(String(headers['topic'] ?? 'none'))) throw new Error('no such topic');
  if (headers['content-encoding'] !== 'aes128gcm') throw new Error('another encoding');
}

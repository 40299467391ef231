// Tokens that are forged, spent, or somebody else's, shown to the API and to rooms.

import {
  createPrivateKey,
  createPublicKey,
  createHmac,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
} from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Abuse, call, mustBe, type Session, type Target } from './attempt.ts';

type Claims = Readonly<Record<string, unknown>>;
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part: string): Claims => JSON.parse(Buffer.from(part, 'base64url').toString()) as Claims;

const join = (header: Claims, claims: Claims, key: KeyObject): string => {
  const signed = `${encode(header)}.${encode(claims)}`;
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
};

/** Of Ed25519, from its 32 bytes in base64url. */
const keyOf = (seed: string): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(seed, 'base64url')]),
    format: 'der',
    type: 'pkcs8',
  });

async function signedOut(endpoint: string): Promise<Session> {
  const { text } = await call(`${endpoint}/api/v1/auth/guest`, { method: 'POST', body: {} });
  const session = JSON.parse(text) as Session;
  await call(`${endpoint}/api/v1/auth/logout`, { method: 'POST', token: session.token, body: {} });
  return session;
}

async function forgeries({ endpoint, tokenKey, ann, eve, titleKey }: Target): Promise<Record<string, string>> {
  const [head, body, signature] = eve.token.split('.') as [string, string, string];
  const [header, claims] = [decode(head), decode(body)];
  const annClaims = decode(ann.token.split('.')[1]!);
  const ours = keyOf(tokenKey);
  const theirs = generateKeyPairSync('ed25519').privateKey;
  const publicKey = createPublicKey(ours);
  const hs256 = `${encode({ ...header, alg: 'HS256' })}.${encode(annClaims)}`;
  const mac = (secret: string | Buffer): string => createHmac('sha256', secret).update(hs256).digest('base64url');
  return {
    'signed by another key': join(header, annClaims, theirs),
    'by a key in its own header': join(
      { ...header, jwk: createPublicKey(theirs).export({ format: 'jwk' }) },
      annClaims,
      theirs,
    ),
    'of a key nobody knows': join({ ...header, kid: 'unheard-of' }, annClaims, theirs),
    'without a signature, alg none': `${encode({ ...header, alg: 'none' })}.${encode(annClaims)}.`,
    'alg None, with the old signature': `${encode({ ...header, alg: 'None' })}.${encode(annClaims)}.${signature}`,
    'HS256 under the public key': `${hs256}.${mac(publicKey.export({ format: 'der', type: 'spki' }))}`,
    'HS256 under nothing': `${hs256}.${mac('')}`,
    "somebody else's name over one's own signature": `${head}.${encode({ ...claims, sub: ann.playerId })}.${signature}`,
    'with an empty signature': `${head}.${body}.`,
    'cut short': eve.token.slice(0, -4),
    'with a part too many': `${eve.token}.x`,
    'expired a second ago': join(header, { ...claims, exp: Math.floor(Date.now() / 1000) - 1 }, ours),
    'that never expires': join(header, { ...claims, exp: null }, ours),
    'for another audience': join(header, { ...claims, aud: 'elsewhere' }, ours),
    'of another issuer': join(header, { ...claims, iss: 'elsewhere' }, ours),
    'of another type': join({ ...header, typ: 'JWT' }, claims, ours),
    'of nobody': join(header, { ...claims, sub: 'nobody' }, ours),
    'of a session that was signed out': (await signedOut(endpoint)).token,
    'which is a refresh token': eve.refreshToken,
    "which is a title's key": titleKey,
    "which is a title's key, almost": `${titleKey.slice(0, -1)}_`,
    'with a NUL': `${eve.token}%00`,
    'of 7,000 characters': `${head}.${'A'.repeat(7_000)}.${signature}`,
  };
}

export const tokens: Abuse = async function* (target) {
  const { endpoint, ann, eve } = target;
  for (const [what, token] of Object.entries(await forgeries(target))) {
    yield mustBe(`a token ${what}: reading`, await call(`${endpoint}/api/v1/players/me`, { token }), 401);
    const rename = { method: 'PUT', token, body: { name: 'Changed' } };
    yield mustBe(`a token ${what}: writing`, await call(`${endpoint}/api/v1/players/me`, rename), 401);
    const seat = { method: 'POST', token, body: { mode: 'rapid', private: true } };
    for (const method of ['create', 'joinOrCreate']) {
      const answer = await call(`${endpoint}/matchmake/${method}/chess`, seat);
      const letIn =
        answer.status < 400 || answer.text.includes('sessionId') ? `${answer.status} ${answer.text}` : undefined;
      yield { what: `a token ${what}: a seat by ${method}`, letIn };
    }
  }
  const elsewhere: Record<string, { url: string; headers?: Record<string, string> }> = {
    'in the query': { url: `/players/me?access_token=${eve.token}&token=${eve.token}` },
    'as a cookie': { url: '/players/me', headers: { cookie: `token=${eve.token}` } },
    'as Basic': { url: '/players/me', headers: { authorization: `Basic ${btoa(`x:${eve.token}`)}` } },
    'in another header': { url: '/players/me', headers: { 'x-access-token': eve.token } },
  };
  for (const [where, { url, headers = {} }] of Object.entries(elsewhere)) {
    yield mustBe(`a token ${where}`, await call(`${endpoint}/api/v1${url}`, { headers }), 401);
  }
  yield* copiedRefreshToken(endpoint, ann);
  yield mustBe('a refresh token that is a UUID', await refresh(endpoint, randomUUID()), 401);
};

const refresh = (endpoint: string, refreshToken: string) =>
  call(`${endpoint}/api/v1/auth/refresh`, { method: 'POST', body: { refreshToken } });

/** The thief and the owner are both put out. */
async function* copiedRefreshToken(endpoint: string, { email, password }: Target['ann']) {
  const login = await call(`${endpoint}/api/v1/auth/login`, { method: 'POST', body: { email, password } });
  const first = JSON.parse(login.text) as Session;
  const second = JSON.parse((await refresh(endpoint, first.refreshToken)).text) as Session;
  const third = JSON.parse((await refresh(endpoint, second.refreshToken)).text) as Session;
  yield mustBe('a refresh token that was replaced twice', await refresh(endpoint, first.refreshToken), 401);
  yield mustBe('the latest one of the session that was copied', await refresh(endpoint, third.refreshToken), 401);
  // Other processes hear of it within a second.
  const asThief = () => call(`${endpoint}/api/v1/players/me`, { token: third.token });
  let answer = await asThief();
  for (let tries = 0; tries < 15 && answer.status !== 401; tries++, answer = await asThief()) await sleep(100);
  yield mustBe('its access token', answer, 401);
}

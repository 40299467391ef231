// Access tokens: whom they speak for, and which are worth nothing. jose is the other implementation, which agrees.

import { createPublicKey, randomBytes, randomUUID } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, type JWTPayload, jwtVerify, SignJWT, UnsecuredJWT } from 'jose';
import { expect, test } from 'vitest';
import { openAccessTokens } from '../../../src/services/accounts/access-tokens.ts';
import { privateKeyOf } from '../../../src/services/ed25519.ts';

const newKey = (): string => randomBytes(32).toString('base64url');
const key = newKey();
const tokens = openAccessTokens([key]);
const ann = { playerId: randomUUID(), name: 'Ann', authSessionId: randomUUID() };
const { token, expiresAt } = tokens.issue(ann);
const header = decodeProtectedHeader(token) as { alg: string; typ: string; kid: string };

/** What somebody who has the key could sign, with other claims. */
const signed = (claims: JWTPayload, head: object = header, seed = key): Promise<string> =>
  new SignJWT({ ...decodeJwt(token), ...claims }).setProtectedHeader(head as { alg: string }).sign(privateKeyOf(seed));

test('[A1] a token speaks for its player and session, and any JWT library reads it', async () => {
  expect(await tokens.read(token)).toEqual(ann);
  const publicKey = createPublicKey(privateKeyOf(key));
  const options = { issuer: 'arbiter', audience: 'arbiter', algorithms: ['EdDSA'] };
  const { payload } = await jwtVerify(token, publicKey, options);
  expect(payload).toMatchObject({ sub: ann.playerId, sid: ann.authSessionId, exp: expiresAt.getTime() / 1000 });
  expect(await tokens.read(await signed({}))).toEqual(ann);
});

test('[A1] forged, unsigned, expired and foreign tokens are worth nothing', async () => {
  const claims = decodeJwt(token);
  const [head, payload, signature] = token.split('.') as [string, string, string];
  const evesClaims = Buffer.from(JSON.stringify({ ...claims, sub: randomUUID() })).toString('base64url');
  const hmac = new SignJWT(claims).setProtectedHeader({ ...header, alg: 'HS256' });
  const unsignedHead = Buffer.from(JSON.stringify({ ...header, alg: 'none' })).toString('base64url');
  const forgeries: Record<string, string> = {
    empty: '',
    noise: 'nonsense',
    'without a signature': `${head}.${payload}.`,
    'in four parts': `${token}.x`,
    'alg none': new UnsecuredJWT(claims).encode(),
    'alg none with our header': `${unsignedHead}.${payload}.`,
    'alg none with our signature': `${unsignedHead}.${payload}.${signature}`,
    'signed by the public key as a secret': await hmac.sign(
      createPublicKey(privateKeyOf(key)).export({ format: 'der', type: 'spki' }),
    ),
    "another's player": [head, evesClaims, signature].join('.'),
    'a changed signature': [head, payload, signature.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))].join('.'),
    "another server's key": openAccessTokens([newKey()]).issue(ann).token,
    "another server's key under our key id": await signed({}, header, newKey()),
    expired: await signed({ exp: Math.floor(Date.now() / 1000) - 1 }),
    'without an end': await signed({ exp: undefined }),
    'another audience': await signed({ aud: 'shop' }),
    'another issuer': await signed({ iss: 'shop' }),
    'no session': await signed({ sid: undefined }),
    'another type of token': await signed({}, { ...header, typ: 'JWT' }),
    'its own key': await signed({}, { ...header, jwk: { kty: 'OKP' } }),
    'an unknown key id': await signed({}, { ...header, kid: '0000000000000000' }),
  };
  for (const [what, forgery] of Object.entries(forgeries)) expect(await tokens.read(forgery), what).toBeUndefined();
});

test('[A1] after a change of key old tokens count as long as the old key is named', async () => {
  const next = newKey();
  expect(await openAccessTokens([next, key]).read(token)).toEqual(ann);
  expect(await openAccessTokens([next]).read(token)).toBeUndefined();
  const renewed = openAccessTokens([next, key]).issue(ann).token;
  expect(decodeProtectedHeader(renewed).kid).not.toBe(header.kid);
  expect(await openAccessTokens([next]).read(renewed)).toEqual(ann);
});

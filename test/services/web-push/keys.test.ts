// What Web Push is encrypted and signed with, held against the RFCs' own examples and other people's code.

import { createECDH } from 'node:crypto';
import { encryptNotification } from '@block65/webcrypto-web-push';
import { decrypt } from 'http_ece';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { openPushKeys } from '../../../src/services/web-push/keys.ts';
import { newKey } from '../../support/accounts.ts';

/** RFC 8291, appendix A. */
const rfc8291 = {
  plaintext: 'When I grow up, I want to be a watermelon',
  privateKey: 'q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94',
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  body:
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A' +
    '_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  senderKey: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  senderPublicKey: 'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8',
};

function opened(body: Uint8Array): string {
  const privateKey = createECDH('prime256v1');
  privateKey.setPrivateKey(rfc8291.privateKey, 'base64url');
  return decrypt(Buffer.from(body), { version: 'aes128gcm', privateKey, authSecret: rfc8291.auth }).toString();
}

test("[M4] what is encrypted opens with the RFC's keys, by code that opens the RFC's own example", async () => {
  expect(opened(Buffer.from(rfc8291.body, 'base64url'))).toBe(rfc8291.plaintext);
  const { p256dh, auth } = rfc8291;
  const subscription = { endpoint: 'https://push.example.org/1', expirationTime: null, keys: { p256dh, auth } };
  for (const text of ['', rfc8291.plaintext, 'é'.repeat(1_500)]) {
    const body = await encryptNotification(subscription, Buffer.from(text));
    expect(opened(body)).toBe(text);
    // How long it is tells nothing of what it says, and no service need take more (RFC 8030, 7.2).
    expect(body.byteLength).toBe(4_096);
  }
});

test('[M4] the public key is that of the private one, and a token is for one service, and a while', () => {
  const keys = openPushKeys(rfc8291.senderKey, 'mailto:games@example.org');
  expect(keys.publicKey).toBe(rfc8291.senderPublicKey);
  const [, token] = /t=([^,]+)/.exec(keys.authorize('https://push.example.org'))!;
  expect(decodeJwt(token!)).toEqual({
    ...{ aud: 'https://push.example.org', sub: 'mailto:games@example.org', exp: expect.any(Number) },
  });
});

test('[A3] [M4] a subscription opens with its key, in its row alone', () => {
  const [keys, others] = [openPushKeys(newKey(), 'mailto:a@b'), openPushKeys(newKey(), 'mailto:a@b')];
  const plain = { endpoint: 'https://push.example.org/secret', p256dh: 'p', auth: 'a' };
  const [sealed, index] = [keys.seal(plain), keys.indexOf(plain.endpoint)];
  expect(keys.open(index, sealed)).toEqual(plain);
  expect(keys.open(keys.indexOf('https://push.example.org/another'), sealed)).toBeUndefined();
  expect(others.open(index, sealed)).toBeUndefined();
  expect(keys.open(index, sealed.with(40, sealed[40]! ^ 1))).toBeUndefined();
  expect(sealed.toString('latin1')).not.toContain('secret');
});

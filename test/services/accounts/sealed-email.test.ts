// E-mail addresses at rest.

import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openEmailSeal } from '../../../src/services/accounts/sealed-email.ts';

const newKey = (): string => randomBytes(32).toString('base64url');
const [older, current] = [newKey(), newKey()];
const id = randomUUID();

test('[A3] what is sealed says nothing, and opens for its player alone', () => {
  const seal = openEmailSeal([current]);
  const sealed = seal.seal(id, 'Ann@Example.org');
  expect(sealed.email.toString('latin1').toLowerCase()).not.toContain('example');
  expect(seal.seal(id, 'Ann@Example.org').email).not.toEqual(sealed.email);
  expect(seal.open(id, sealed)).toBe('Ann@Example.org');
  expect(() => seal.open(randomUUID(), sealed)).toThrow();
  for (let byte = 0; byte < sealed.email.length; byte++) {
    const email = Buffer.from(sealed.email);
    email[byte]! ^= 1;
    expect(() => seal.open(id, { ...sealed, email }), `byte ${byte}`).toThrow();
  }
});

test('[A3] an address is found in whatever case it is typed, and by no other key', () => {
  const seal = openEmailSeal([current]);
  expect(seal.indexes(' ann@example.org ')).toEqual([seal.seal(id, 'Ann@Example.ORG').emailIndex]);
  expect(seal.indexes('ann@example.com')).not.toEqual(seal.indexes('ann@example.org'));
  expect(openEmailSeal([older]).indexes('ann@example.org')).not.toEqual(seal.indexes('ann@example.org'));
});

test('[A3] after a change of key, what was sealed before opens and is found while the older key is named', () => {
  const before = openEmailSeal([older]).seal(id, 'ann@example.org');
  const both = openEmailSeal([current, older]);
  expect(both.open(id, before)).toBe('ann@example.org');
  expect(both.indexes('ann@example.org')).toContainEqual(before.emailIndex);
  expect(both.seal(id, 'ann@example.org').emailKey).toBe(both.keyId);
  expect(() => openEmailSeal([current]).open(id, before)).toThrow(/DATA_KEYS_OLD/);
});

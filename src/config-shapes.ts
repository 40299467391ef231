// Shapes of environment variables, each with what is wrong where one does not fit.

import { createECDH } from 'node:crypto';
import { z } from 'zod';

export const port = z.coerce.number().int().min(0).max(65_535);
export const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `must be a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

export const seed = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes in base64url: openssl rand 32 | basenc --base64url | tr -d =');

export const listOf = <Item extends z.ZodType<unknown, string>>(item: Item) =>
  z
    .string()
    .transform((text) => text.split(',').map((each) => each.trim()))
    .pipe(z.array(item));

export const seeds = listOf(seed);

/** Of keys, as the database names them (services/accounts/sealed-email.ts). */
export const keyIds = listOf(
  z.string().regex(/^[0-9a-f]{16}$/, 'must be ids of keys, 16 hex digits each, separated by commas'),
);

export const addressesMeant =
  'addresses, networks like 10.0.0.0/8, loopback, linklocal or uniquelocal, separated by commas';
export const addresses = listOf(
  z.union([z.enum(['loopback', 'linklocal', 'uniquelocal']), z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]),
);

export const origins = listOf(
  z.string().refine((text) => text === '*' || (URL.canParse(text) && new URL(text).origin === text.toLowerCase()), {
    message: 'must be origins like https://play.example.org, or *',
  }),
);
export const regionName = z.string().regex(/^[a-z0-9-]{1,30}$/, 'must be of lower-case letters, digits and hyphens');

export const count = z.coerce.number().int().min(0);
export const perMinute = count.min(1);

/** The private scalar; nearly all seeds are one. */
export const p256Key = seed.refine((key) => {
  try {
    createECDH('prime256v1').setPrivateKey(key, 'base64url');
    return true;
  } catch {
    return false;
  }
}, 'is no private key of P-256: make another one');

export const contact = z
  .string()
  .regex(
    /^(mailto:[^\s@]+@[^\s@]+|https:\/\/[^\s/]+\S*)$/,
    'must be like mailto:games@example.org, or an https: address',
  );

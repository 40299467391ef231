// Where pushes may go: names of the public web, and nothing that only the server can reach.

import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { isPublic, mayReceive, publicLookup } from '../../../src/services/web-push/addresses.ts';
import { startDns } from '../../support/dns-server.ts';

test.each([
  'https://fcm.googleapis.com/fcm/send/abc:def',
  'https://updates.push.services.mozilla.com/wpush/v2/gAAA',
  'https://web.push.apple.com/QGuQ',
  'https://wns2-par02p.notify.windows.com/w/?token=BQYAAA%3d',
  'http://127.0.0.1:9999/named/by/the/operator',
])('[M4] %s may be pushed to', (endpoint) => {
  expect(mayReceive(endpoint, ['http://127.0.0.1:9999'])).toBe(true);
});

test.each([
  ...[
    'http://push.example.org/',
    'https://push.example.org:8443/',
    'https://me@push.example.org/',
    'ftp://example.org/',
  ],
  ...['https://10.0.0.1/', 'https://8.8.8.8/', 'https://0x7f000001/', 'https://2130706433/', 'https://127.1/'],
  ...['https://[::1]/', 'https://[::ffff:10.0.0.1]/', 'https://[2606:4700::1111]/', 'https://１２７.0.0.1/'],
  ...[
    'https://localhost/',
    'https://localhost./',
    'https://a.localhost/',
    'https://printer.local/',
    'https://LOCALHOST/',
  ],
  ...[
    'https://metadata.google.internal/',
    'https://metadata.google.internal./',
    'https://intranet/',
    'https://router.home.arpa/',
  ],
  ...[
    'http://127.0.0.1:9998/',
    'https://127.0.0.1:9999/',
    'http://user@127.0.0.1:9999/',
    'nonsense',
    '',
    '//push.example.org/',
  ],
])('[M4] %s may not', (endpoint) => {
  expect(mayReceive(endpoint, ['http://127.0.0.1:9999'])).toBe(false);
});

test('[M4] addresses of machines, of networks of their own, and those that stand for others are not public', () => {
  for (const address of [
    '8.8.8.8',
    '1.1.1.1',
    '172.15.0.1',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '2a00:1450::8',
  ]) {
    expect(isPublic(address), address).toBe(true);
  }
  for (const address of [
    ...[
      '0.0.0.0',
      '10.1.2.3',
      '100.64.0.1',
      '127.0.0.1',
      '127.255.255.255',
      '169.254.169.254',
      '172.16.0.1',
      '172.31.255.255',
    ],
    ...[
      '192.0.0.8',
      '192.168.1.1',
      '198.18.0.1',
      '224.0.0.1',
      '255.255.255.255',
      '::',
      '::1',
      '::ffff:8.8.8.8',
      '::7f00:1',
    ],
    ...['64:ff9b::a00:1', '64:ff9b:1::1', '100::1', 'fc00::1', 'fd00:ec2::254', 'fe80::1', 'fec0::1', 'ff02::1'],
    ...['2001::1', '2001:db8::1', '2002:7f00:1::', '3fff::1'],
  ]) {
    expect(isPublic(address), address).toBe(false);
  }
});

test('[M4] a name counts by all that it means when a connection is made', async () => {
  const lookup = async (...addresses: string[]) =>
    promisify(publicLookup([await startDns(addresses)]))('push.example.org', { all: true });
  expect(await lookup('8.8.8.8', '1.1.1.1')).toEqual([
    { address: '8.8.8.8', family: 4 },
    { address: '1.1.1.1', family: 4 },
  ]);
  await expect(lookup('127.0.0.1')).rejects.toThrow(/not public/);
  await expect(lookup('8.8.8.8', '10.0.0.1')).rejects.toThrow(/not public/);
  await expect(lookup()).rejects.toThrow(/no address/);
});

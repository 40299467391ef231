// Addresses that only the server reaches, named as a push service that it is to call.

import { createECDH, randomBytes } from 'node:crypto';
import { type Abuse, call, mustBe } from './attempt.ts';

const addresses = [
  ...[
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://0.0.0.0/',
  ],
  ...[
    'https://[::ffff:127.0.0.1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://10.0.0.1/',
    'https://[fd00::1]/',
  ],
  ...[
    'https://localhost/',
    'https://LOCALHOST./',
    'https://a.localhost/',
    'https://postgres/',
    'https://metadata.google.internal/',
  ],
  ...[
    'http://push.example.org/',
    'https://push.example.org:5432/',
    'https://push.example.org@127.0.0.1/',
    'file:///etc/passwd',
  ],
];

export const innerNetwork: Abuse = async function* ({ endpoint, eve }) {
  const keys = {
    p256dh: createECDH('prime256v1').generateKeys('base64url'),
    auth: randomBytes(16).toString('base64url'),
  };
  for (const address of [`${endpoint}/healthz`, ...addresses]) {
    const body = { endpoint: address, keys };
    const answer = await call(`${endpoint}/api/v1/push/subscriptions`, { method: 'POST', token: eve.token, body });
    yield mustBe(`pushes to ${address}`, answer, 400);
  }
};

// A process that carries Web Pushes, for tests that kill it: node carrier-process.ts <DATABASE_URL> <PUSH_KEY> <origin>.

import { openDatabase } from '../../src/db/client.ts';
import { startCarrier } from '../../src/services/web-push/carrier.ts';
import { openPushKeys } from '../../src/services/web-push/keys.ts';

const [databaseUrl = '', key = '', origin = ''] = process.argv.slice(2);
const keys = openPushKeys(key, 'mailto:games@example.org');
const pace = { pollMs: 50, timeoutMs: 60_000, leaseSeconds: 3, backOffSeconds: 1 };
startCarrier(openDatabase(databaseUrl), { keys, services: [origin], onError: console.error }, pace);

// Passwords as argon2id hashes (RFC 9106) in PHC strings, which name their parameters: so these can rise, and a hash of
// before is made anew when its password is at hand.

import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

export interface PasswordCost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

/** OWASP's Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane. */
const currentCost: PasswordCost = { memoryKiB: 19_456, passes: 2, lanes: 1 };
const saltBytes = 16;
const hashBytes = 32;

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

export async function hashPassword(password: string, cost: PasswordCost = currentCost): Promise<string> {
  const salt = randomBytes(saltBytes);
  const hash = await derive(password, salt, hashBytes, cost);
  return `${parametersOf(cost)}$${unpadded(salt)}$${unpadded(hash)}`;
}

/** `outdated`: right, and to be hashed anew. Throws when `stored` is no PHC string of argon2id. */
export async function checkPassword(password: string, stored: string): Promise<'right' | 'outdated' | 'wrong'> {
  const [, memory, passes, lanes, salt, hash] = phc.exec(stored) ?? [];
  if (salt === undefined || hash === undefined) throw new Error('a stored password is not a PHC string of argon2id');
  const cost = { memoryKiB: Number(memory), passes: Number(passes), lanes: Number(lanes) };
  const expected = Buffer.from(hash, 'base64');
  const actual = await derive(password, Buffer.from(salt, 'base64'), expected.length, cost);
  if (!timingSafeEqual(actual, expected)) return 'wrong';
  return stored.startsWith(`${parametersOf(currentCost)}$`) ? 'right' : 'outdated';
}

const run = promisify<'argon2id', Argon2Parameters, Buffer>(argon2);

function derive(password: string, nonce: Buffer, tagLength: number, cost: PasswordCost): Promise<Buffer> {
  // The same characters, typed on another keyboard, may come as other code points.
  const message = password.normalize('NFKC');
  const { memoryKiB: memory, passes, lanes: parallelism } = cost;
  return inTurn(() => run('argon2id', { message, nonce, tagLength, memory, passes, parallelism }));
}

/** Of Node's four threads argon2 leaves two: who joins a room must not wait for those who sign in. */
const lines: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];
let lastLine = 0;

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  lastLine = (lastLine + 1) % lines.length;
  const result = lines[lastLine]!.then(work);
  lines[lastLine] = result.catch(() => undefined);
  return result;
}

const parametersOf = ({ memoryKiB, passes, lanes }: PasswordCost): string =>
  `$argon2id$v=19$m=${memoryKiB},t=${passes},p=${lanes}`;

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

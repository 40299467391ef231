// The server's secret keys, for session tokens, finished logs, personal data and Web Push: given by the environment, or
// made once and kept in the data folder.

import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

type Purpose = 'token' | 'log' | 'data' | 'push';

const pathOf = (purpose: Purpose, dataDir: string): string => join(dataDir, `${purpose}.key`);

/** 32 bytes in base64url; undefined where none is given, and none has been made. */
export async function readKey(purpose: Purpose, given: string | undefined, dataDir: string) {
  if (given !== undefined) return given;
  const text = await readFile(pathOf(purpose, dataDir), 'utf8').catch(() => undefined);
  return text?.trim();
}

/** 32 bytes in base64url. Two processes that start at once end up with the same key. */
export async function loadKey(purpose: Purpose, given: string | undefined, dataDir: string): Promise<string> {
  if (given !== undefined) return given;
  const path = pathOf(purpose, dataDir);
  await mkdir(dataDir, { recursive: true });
  try {
    await writeFile(path, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return (await readFile(path, 'utf8')).trim();
}

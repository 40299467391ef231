// The first page in a real browser: what it shows of a real server while well-known games are played on it.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { privateMatch, signIn, type Table } from '../../loadtest/client.ts';
import { type FamousGame, famousGames } from '../../loadtest/famous-games.ts';
import { playFamous, uciMoves } from '../../loadtest/famous-match.ts';
import { apiOf } from '../support/api.ts';
import { chromiumPath, launchChromium } from '../support/chromium.ts';
import { openPage, patience, shows } from '../support/page.ts';
import { startServer } from '../support/server.ts';

const executablePath = chromiumPath();
if (executablePath === undefined) {
  console.warn(
    '\n!!! No Chromium: the page is NOT tested in a browser. `apt-get install chromium`, or set CHROMIUM_PATH.\n',
  );
}
const opera = famousGames.find(({ white, end }) => white.includes('Morphy') && end === 'checkmate') ?? famousGames[0]!;

describe.skipIf(executablePath === undefined)('[U3] the first page', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let browser: Browser;
  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), launchChromium(executablePath!)]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const open = (path = '/', options: BrowserContextOptions = {}) => openPage(browser, server.endpoint, path, options);

  /** Whose clock is to be moved on: nobody waits for its timers. */
  async function openTimed() {
    const opened = await open();
    await opened.page.clock.install();
    await opened.page.reload();
    return opened;
  }

  /** Of what the page shows when it looks again, or goes on from a match that is over. */
  const showsLater = (page: Page, selector: string, text: string): Promise<void> =>
    expect
      .poll(async () => {
        await page.clock.fastForward(6_000);
        return page.locator(selector).innerText();
      }, patience)
      .toContain(text);

  async function seated(game: FamousGame, mode = 'blitz'): Promise<[Table, Table]> {
    return privateMatch(await signIn(server.endpoint, game.white), await signIn(server.endpoint, game.black), mode);
  }

  test('[U3] says what to do while nothing runs', async () => {
    const { page, faults } = await open();
    await shows(page, '#running-empty', 'npm run demo');
    await shows(page, '#leaders-empty', 'Nobody is rated');
    await shows(page, '#results-empty', 'Nothing has ended yet');
    expect(faults).toEqual([]);
  });

  test('[U3] shows a match from its first move to its place on the leaderboard', async () => {
    const { page, faults } = await openTimed();
    const tables = await seated(opera);
    await showsLater(page, '#running', opera.white);
    await shows(page, '#watch-title', `${opera.white} – ${opera.black}`);

    const moves = uciMoves(opera);
    let ply = 0;
    const { wrong } = await playFamous(opera, tables, async () => {
      const move = moves[ply]!;
      ply += 1;
      if (ply < moves.length && ply % 5 !== 1) return;
      await page.locator(`[data-square=${move.slice(2, 4)}].last .piece`).waitFor();
      expect(await page.locator(`[data-square=${move.slice(0, 2)}].last .piece`).count()).toBe(0);
    });
    expect(wrong).toBe('');

    await shows(page, '#watch-status', 'wins by checkmate');
    const written = (await page.locator('#moves li span').allInnerTexts()).filter((text) => text !== '');
    expect(written.join(' ')).toBe(opera.san);
    await showsLater(page, '#results', 'verified');
    await shows(page, '#results', 'by checkmate');
    await showsLater(page, '#leaders tr:first-child', opera.result === '1-0' ? opera.white : opera.black);
    const download = page.waitForEvent('download');
    await page.locator('#results a.log').first().click();
    expect((await download).suggestedFilename()).toMatch(/\.arblog$/);
    expect(faults).toEqual([]);
  });

  test('[U2] a link opens its match, with markup in a name as plain text, even when the room is gone', async () => {
    const name = '<img src=x onerror=alert(1)>';
    const [white, black] = await privateMatch(
      await signIn(server.endpoint, name),
      await signIn(server.endpoint, 'Bob'),
      'untimed',
    );
    const { page, faults } = await open(`/?match=${white.room.roomId}`);
    await shows(page, '#watch-title', `${name} – Bob`);
    await white.act({ type: 'move', move: 'g1f3' });
    await shows(page, '#moves', 'Nf3');
    await black.act({ type: 'resign' });
    await shows(page, '#watch-status', 'White wins by resignation');

    await page.reload();
    await shows(page, '#watch-status', 'White wins by resignation');
    await shows(page, '#moves', 'Nf3');
    expect(await page.locator('[data-square=f3].last .piece.white').count()).toBe(1);
    expect(faults).toEqual([]);
  });

  test('[L6] a share link opens a private match, running and over, and without it there is nothing to see', async () => {
    const ann = await signIn(server.endpoint, 'Ann');
    const [white, black] = await privateMatch(ann, await signIn(server.endpoint, 'Bob'), 'untimed');
    const matchId = white.room.roomId;
    const [api, token] = [apiOf(server.endpoint), ann.sdk.auth.token!];
    await api(`PUT /matches/${matchId}/privacy`, { token, body: { private: true } });
    const link = await api(`POST /matches/${matchId}/links`, { token, body: { t: 5 } });
    const { page, faults } = await open(link.body.url);
    await shows(page, '#watch-title', 'Ann – Bob');
    expect(new URL(page.url()).searchParams.get('t')).toBe('5');
    await white.act({ type: 'move', move: 'g1f3' });
    await shows(page, '#moves', 'Nf3');
    await black.act({ type: 'resign' });
    await page.reload();
    await shows(page, '#watch-status', 'White wins by resignation');
    expect(faults).toEqual([]);

    const stranger = await open(`/?match=${matchId}`);
    await shows(stranger.page, '#watch-status', 'There is no such match, or it is private');
    await api(`DELETE /links/${link.body.id}`, { token });
    await page.reload();
    await shows(page, '#watch-status', 'There is no such match, or it is private');
  });

  test('[L6] a link begins at its tick, as seen from its seat, at its speed; the bar pauses, seeks and plays', async () => {
    const ann = await signIn(server.endpoint, 'Ann');
    const [white, black] = await privateMatch(ann, await signIn(server.endpoint, 'Bob'), 'untimed');
    const matchId = white.room.roomId;
    await sleep(2_000);
    for (const [n, move] of ['e2e4', 'e7e5', 'g1f3', 'b8c6'].entries()) {
      await (n % 2 === 0 ? white : black).act({ type: 'move', move });
    }
    await white.act({ type: 'resign' });
    const [api, token] = [apiOf(server.endpoint), ann.sdk.auth.token!];
    // Too slow to come to a move by itself.
    const body = { t: 1, pov: 1, speed: 0.1 };
    const link = await api(`POST /matches/${matchId}/links`, { token, body });
    const { page, faults } = await open(link.body.url);
    await page.locator('#replay').waitFor();
    // Black sits below, and little has happened.
    await expect.poll(() => page.locator('.square').first().getAttribute('data-square'), patience).toBe('h1');
    expect(await page.locator('#replay-speed').inputValue()).toBe('0.1');
    expect(await page.locator('#watch-status').innerText()).not.toContain('wins');
    expect(await page.locator('#moves').textContent()).toBe('');

    await page.locator('#replay-play').click();
    await expect.poll(() => page.locator('#replay-play').getAttribute('aria-label'), patience).toBe('Play');
    const last = Number(await page.locator('#replay-seek').getAttribute('max'));
    expect(last).toBeGreaterThan(10);
    await page.locator('#replay-seek').fill(String(last));
    await shows(page, '#watch-status', 'Black wins by resignation');
    await shows(page, '#moves', 'Nc6');
    // By keyboard, too.
    await page.locator('#replay-seek').press('Home');
    await expect.poll(() => page.locator('#moves').textContent(), patience).toBe('');
    expect(await page.locator('#watch-status').innerText()).toBe('White to move');
    await page.locator('#replay-speed').selectOption('16');
    await page.locator('#replay-play').click();
    await shows(page, '#watch-status', 'Black wins by resignation');
    expect(faults).toEqual([]);
  });

  test('[W2] a running match can be seen from its start, and left for whatever runs', async () => {
    const [white] = await privateMatch(
      await signIn(server.endpoint, 'Cid'),
      await signIn(server.endpoint, 'Dan'),
      'untimed',
    );
    await sleep(600);
    await white.act({ type: 'move', move: 'e2e4' });
    const { page, faults } = await open(`/?match=${white.room.roomId}`);
    await shows(page, '#moves', 'e4');
    expect(await page.locator('#replay').isVisible()).toBe(false);
    await page.locator('#watch-links a', { hasText: 'From its start' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('t'), patience).toBe('0');
    await page.locator('#replay-play').click();
    await expect.poll(() => page.locator('#replay-play').getAttribute('aria-label'), patience).toBe('Play');
    await page.locator('#replay-seek').press('Home');
    await expect.poll(() => page.locator('#moves').textContent(), patience).toBe('');
    await page.locator('#replay-live').click();
    await shows(page, '#moves', 'e4');
    await page.locator('#watch-links a', { hasText: 'Follow whatever runs' }).click();
    await expect.poll(() => page.locator('#replay').isVisible(), patience).toBe(false);
    expect(faults).toEqual([]);
    await white.act({ type: 'resign' });
  });

  test('[U2] says so where there is no such match, or none is named', async () => {
    for (const match of ['', 'nonsense', '00000000-0000-4000-8000-000000000000']) {
      const { page } = await open(`/?match=${match}`);
      await shows(page, '#watch-status', 'There is no such match, or it is private');
      await shows(page, '#watch-links', 'Follow whatever runs');
    }
  });

  test('[U3] shows a match of Chess960 from its own start, also when the room is gone', async () => {
    const [white, black] = await privateMatch(
      await signIn(server.endpoint, 'Ann'),
      await signIn(server.endpoint, 'Bob'),
      'chess960',
    );
    await expect.poll(() => white.room.state.start).toBeTruthy();
    const pieces = (white.room.state.start as string).slice(0, 8);
    const names = { r: 'rook', n: 'knight', b: 'bishop', q: 'queen', k: 'king' } as const;
    const placed = pieces.split('').map((letter, file) => {
      return `${names[letter as keyof typeof names]} ${'abcdefgh'.charAt(file)}1`;
    });
    const { page, faults } = await open(`/?match=${white.room.roomId}`);
    const showsPieces = async (): Promise<void> => {
      for (const piece of placed) await shows(page, '#board-text', piece);
    };
    await white.act({ type: 'move', move: 'e2e4' });
    await shows(page, '#moves', 'e4');
    await showsPieces();
    await black.act({ type: 'resign' });
    await shows(page, '#watch-status', 'White wins by resignation');
    await page.reload();
    await shows(page, '#watch-status', 'White wins by resignation');
    await shows(page, '#moves', 'e4');
    await showsPieces();
    expect(faults).toEqual([]);
  });

  test('[U2] at 390 px nothing scrolls sideways, and the keyboard reaches the matches', async () => {
    const tables = await Promise.all([seated(famousGames[0]!), seated(famousGames[1]!, 'rapid')]);
    const { page, faults } = await open('/', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
    await expect.poll(() => page.locator('#running a').count(), patience).toBe(2);
    await page.locator('#board:not(.idle)').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);

    const other = page.locator('#running a:not([aria-current])');
    const id = await other.getAttribute('data-match');
    for (let presses = 0; presses < 20; presses++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(`document.activeElement?.dataset.match === '${id}'`)) break;
    }
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url(), patience).toContain(`match=${id}`);
    await expect.poll(() => page.locator('#running [aria-current]').getAttribute('data-match'), patience).toBe(id);
    expect(await page.evaluate(`document.activeElement?.dataset.match === '${id}'`)).toBe(true);

    await page.locator('#modes a', { hasText: 'Rapid' }).click();
    await expect.poll(() => page.url(), patience).toContain('mode=rapid');
    await page.goBack();
    await expect.poll(() => page.url(), patience).not.toContain('mode=');
    await expect.poll(() => page.locator('#modes [aria-current]').innerText(), patience).toContain('Blitz');
    expect(faults).toEqual([]);
    for (const [white] of tables) await white.act({ type: 'resign' });
  });

  test('[U3] goes on to the next match by itself, and comes back when the server was out of reach', async () => {
    const { page, faults } = await openTimed();
    const first = await signIn(server.endpoint, 'First');
    const [white] = await privateMatch(first, await signIn(server.endpoint, 'Second'), 'untimed');
    await shows(page, '#watch-title', 'First – Second');
    await white.act({ type: 'resign' });
    await shows(page, '#watch-status', 'Black wins by resignation');
    const [next] = await privateMatch(first, await signIn(server.endpoint, 'Third'), 'untimed');
    await showsLater(page, '#watch-title', 'First – Third');
    expect(faults).toEqual([]);

    await page.context().setOffline(true);
    await showsLater(page, '#trouble', 'does not answer');
    await next.act({ type: 'move', move: 'b1c3' });
    await page.context().setOffline(false);
    await page.clock.fastForward(6_000);
    await expect.poll(() => page.locator('#trouble').innerText(), patience).toBe('');
    await shows(page, '#moves', 'Nc3');
    await next.act({ type: 'resign' });
    await shows(page, '#watch-status', 'Black wins by resignation');
  });
});

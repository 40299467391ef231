// The API's reference in a real browser: it shows the operations, and asks nobody but this server.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, launchChromium } from '../support/chromium.ts';
import { startServer, type TestServer } from '../support/server.ts';

const executablePath = chromiumPath();

describe.skipIf(executablePath === undefined)('[H8] /api/docs', () => {
  let server: TestServer;
  let browser: Browser;
  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), launchChromium(executablePath!)]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  test('shows and tries out operations, and requests only its own origin', async () => {
    const page = await browser.newPage();
    const requested: string[] = [];
    const faults: string[] = [];
    page.on('request', (request) => requested.push(request.url()));
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    const answer = await page.goto(`${server.endpoint}/api/docs`);
    expect(answer!.headers()['content-security-policy']).toMatch(/^default-src 'self'; img-src 'self' data:;/);
    // So many operations that only their groups are shown at first.
    await page.locator('#operations-tag-games').click();
    await page.locator('#operations-games-getGames').click();
    await page.locator('#operations-games-getGames button.execute').click();
    await page.locator('#operations-games-getGames .live-responses-table', { hasText: 'battleship' }).waitFor();
    expect(await page.locator('.opblock-tag').count()).toBeGreaterThan(20);
    expect(requested.some((url) => url.endsWith('/api/v1/openapi.json'))).toBe(true);
    const foreign = requested.filter((url) => !url.startsWith(`${server.endpoint}/`) && !/^(data|blob):/.test(url));
    expect(foreign).toEqual([]);
    // The policy itself holds: nothing else could be loaded.
    const outcome = await page.evaluate(`fetch('http://127.0.0.2:1/').then(() => 'loaded', () => 'refused')`);
    expect(outcome).toBe('refused');
    expect(faults.filter((fault) => !fault.includes('127.0.0.2'))).toEqual([]);
    await page.close();
  });

  test('[U2] fits a phone, is dark where the reader’s system is, and says of problems what they are, without blocks of code', async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
    await page.goto(`${server.endpoint}/api/docs#/auth/postAuthRegister`);
    const operation = page.locator('#operations-auth-postAuthRegister');
    await operation.locator('.response[data-code="409"]').waitFor();
    expect(JSON.parse(await operation.locator('textarea').first().inputValue())).toMatchObject({
      email: 'ann@example.com',
      name: 'Ann',
    });
    expect(await operation.locator('.response[data-code="201"] pre').first().isVisible()).toBe(true);
    const clash = operation.locator('.response[data-code="409"]');
    expect(await clash.locator('a', { hasText: 'email taken' }).getAttribute('href')).toBe('/problems/email-taken');
    expect(await clash.locator('pre').isVisible()).toBe(false);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    const brightness = (): Promise<number> =>
      page.evaluate(
        `getComputedStyle(document.body).backgroundColor.match(/\\d+/g).reduce((sum, n) => sum + Number(n), 0)`,
      );
    expect(await brightness()).toBeLessThan(150);
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(() => page.evaluate(`document.documentElement.classList.contains('dark-mode')`)).toBe(false);
    await page.close();
  });
});

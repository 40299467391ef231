// A page of a server in a real browser, held to what no page may do.

import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';

export const patience = { timeout: 15_000, interval: 100 };

/** A page that is open until the test is over; `faults` collects what must not happen on it. */
export async function openPage(
  browser: Browser,
  endpoint: string,
  path: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ baseURL: endpoint, ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const faults: string[] = [];
  const { host } = new URL(endpoint);
  const visit = (url: string): void => {
    if (new URL(url).host !== host) faults.push(`request to ${url}`);
  };
  context.on('request', (request) => visit(request.url()));
  page.on('websocket', (socket) => visit(socket.url()));
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  await page.goto(path);
  return { page, faults };
}

export const shows = (page: Page, selector: string, text: string | RegExp): Promise<void> =>
  expect
    .poll(() => page.locator(selector).innerText(), patience)
    .toEqual(typeof text === 'string' ? expect.stringContaining(text) : expect.stringMatching(text));

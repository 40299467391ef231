// Where a browser keeps a session, or will not, and what is shown while it can't be refreshed.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { inLocalStorage, inMemory, Session, type Tokens } from '../../src/client/session.ts';

const tokens: Tokens = {
  playerId: 'p',
  name: 'Ann',
  token: 't',
  expiresAt: new Date(0).toISOString(),
  refreshToken: 'r',
};

/** As browsers have it (HTML Standard); Node has none unless it is asked for. */
class Storage {
  readonly kept = new Map<string, string>();
  full = false;
  getItem = (key: string): string | null => this.kept.get(key) ?? null;
  setItem = (key: string, value: string): void => {
    if (this.full) throw new DOMException('full', 'QuotaExceededError');
    this.kept.set(key, value);
  };
  removeItem = (key: string): void => void this.kept.delete(key);
}

let before: PropertyDescriptor | undefined;
beforeEach(() => void (before = Object.getOwnPropertyDescriptor(globalThis, 'localStorage')));
afterEach(() => {
  if (before) Object.defineProperty(globalThis, 'localStorage', before);
  else Reflect.deleteProperty(globalThis, 'localStorage');
});

const provide = (get: () => Storage): void =>
  void Object.defineProperty(globalThis, 'localStorage', { get, configurable: true });

test('[A1] a session is there for the next visit, and for who has an older one no more', () => {
  const storage = new Storage();
  provide(() => storage);
  inLocalStorage().save(tokens);
  expect(inLocalStorage().load()).toEqual(tokens);
  const tab = inLocalStorage();
  storage.full = true;
  const newer = { ...tokens, refreshToken: 'newer' };
  tab.save(newer);
  expect(tab.load()).toEqual(newer);
  storage.full = false;
  tab.save(undefined);
  expect([tab, inLocalStorage()].map((store) => store.load())).toEqual([undefined, undefined]);
});

test('[A1] where the browser keeps nothing for the page, a session lasts as long as the page', () => {
  provide(() => {
    throw new DOMException('blocked', 'SecurityError');
  });
  const store = inLocalStorage();
  expect(store.load()).toBeUndefined();
  store.save(tokens);
  expect(store.load()).toEqual(tokens);
  store.save(undefined);
  expect(store.load()).toBeUndefined();
});

test.each(['', '{', 'null', '5', '"arbiter"', '{"token":"t"}'])(
  '[A1] nobody is signed in by what is no session: %s',
  (text) => {
    const storage = new Storage();
    provide(() => storage);
    storage.kept.set('arbiter', text);
    expect(inLocalStorage().load()).toBeUndefined();
  },
);

test('[A1] a refresh without an answer does not hold up for long what the old token is good for, and counts when it comes', async () => {
  const store = inMemory();
  store.save(tokens);
  const { promise, resolve } = Promise.withResolvers<Tokens>();
  const session = new Session(store, () => promise);
  expect(await session.token()).toBe('t');
  resolve({ ...tokens, token: 'newer', expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
  await expect.poll(() => session.tokens?.token).toBe('newer');
});

// What a game room tells of its match while whoever carries it is slow, or away.

import { LocalPresence } from '@colyseus/core';
import { expect, test } from 'vitest';
import { type LogNews, openLogFeed, subscribeToNews } from '../../src/rooms/log-feed.ts';

const matchId = 'a match';

async function feed() {
  const presence = new LocalPresence();
  const heard: LogNews[] = [];
  await subscribeToNews(presence, matchId, (news) => heard.push(news));
  const held: { readonly arrive: () => void; readonly fail: () => void }[] = [];
  /** Carries nothing further until it is told how what is on its way ends. */
  async function publish(topic: string, data: unknown): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      held.push({ arrive: resolve, fail: () => reject(new Error('the connection is closed')) });
    });
    presence.publish(topic, data);
  }
  /** Ends the one on its way, and waits for what follows from that. */
  async function end(how: 'arrive' | 'fail'): Promise<void> {
    held.shift()![how]();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { tell: openLogFeed({ publish }, matchId), heard, underWay: () => held.length, end };
}

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
/** The news of one entry of one byte, in the tick of its number. */
const one = (n: number): LogNews => ({ from: n, tick: n, entries: bytes(n) });
const plain = ({ entries, ...news }: LogNews) => ({ ...news, entries: [...entries] });

test('[W1] one message is on its way at a time, and the next has all that came meanwhile', async () => {
  const { tell, heard, underWay, end } = await feed();
  for (let n = 0; n < 5; n++) tell(one(n));
  expect(underWay()).toBe(1);
  await end('arrive');
  expect(underWay()).toBe(1);
  await end('arrive');
  expect(underWay()).toBe(0);
  tell(one(5));
  await end('arrive');
  expect(heard.map(plain)).toEqual([
    { from: 0, tick: 0, entries: [0] },
    { from: 1, tick: 4, entries: [1, 2, 3, 4] },
    { from: 5, tick: 5, entries: [5] },
  ]);
});

test('[C5] of a long outage the newest is told, and always that the match was aborted', async () => {
  const { tell, heard, underWay, end } = await feed();
  const large = (n: number): LogNews => ({ from: n, tick: n, entries: new Uint8Array(10_000) });
  for (let n = 0; n < 100; n++) tell(large(n));
  expect(underWay()).toBe(1);
  tell({ ...large(100), aborted: 'server_shutdown' });
  for (let n = 101; n < 110; n++) tell(large(n));
  await end('arrive');
  await end('arrive');
  expect(underWay()).toBe(0);
  const [, last] = heard;
  expect(last).toMatchObject({ tick: 109, aborted: 'server_shutdown' });
  expect(last!.entries.length).toBeLessThan(100_000);
  // What it leaves out comes before it, where it is missed.
  expect(last!.from + last!.entries.length / 10_000).toBe(110);
});

test('[C5] what can not be told is given up, and harms nothing that comes after it', async () => {
  const { tell, heard, end } = await feed();
  tell(one(0));
  tell(one(1));
  await end('fail');
  await end('arrive');
  tell(one(2));
  await end('arrive');
  expect(heard.map(plain)).toEqual([1, 2].map((n) => plain(one(n))));
});

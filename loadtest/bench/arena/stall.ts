// What a client still has wrong after it did not read its socket for 10 s while the players walked: entities that
// differ from the server's own, in percent of all.
// DECISION: the 10 s begin with full buffers, of some other messages. The kernel's hold 5 MB over loopback, and so would
// hide what comes of those in the server; over a real network, whose windows are small, they are full almost at once.

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type StallingProxy, startStallingProxy } from '../../../test/support/stalling-proxy.ts';
import { signIn } from '../../client.ts';
import { type Benchmark, median } from '../benchmark.ts';
import { startChild } from '../child.ts';
import type { PeerId } from './peers.ts';
import { type Place, withCrowd } from './walk.ts';

const players = 400;
const stallMs = 10_000;
const recoveryMs = 6_000;
const pongEveryMs = 1_000;
/** An empty pong with a mask of zeros: a browser answers pings even where its page reads nothing. */
const pong = Uint8Array.of(0x8a, 0x80, 0, 0, 0, 0);

const peers = [
  ['own', 'wrong_after_stall', 'Arbiter'],
  ['bare-messages', 'bare_wrong_after_stall', 'bare Colyseus, messages'],
  ['bare', 'bare_inputs_wrong_after_stall', 'bare Colyseus, defineInput'],
] as const satisfies [PeerId, string, string][];

type Entity = Readonly<Record<string, unknown>>;
/** What a client believes: for each player the values of these fields. */
interface Sight {
  readonly fields: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

export const stall: Benchmark = async ({ quick, say, progress }) => {
  const repeats = quick ? 1 : 5;
  const wrong = new Map<PeerId, number[]>(peers.map(([peer]) => [peer, []]));
  for (let repeat = 1; repeat <= repeats; repeat++) {
    for (const [peer, , title] of peers) {
      progress(`repeat ${repeat} of ${repeats}: ${title}`);
      wrong
        .get(peer)!
        .push(await withCrowd(peer, { rooms: 1, players, vacancies: 1 }, (place) => measure(peer, place)));
    }
  }
  say(`\nwrong_after_stall: ${players} entities, ${repeats} repeats, medians`);
  const figures: Record<string, number> = {};
  for (const [peer, name, title] of peers) {
    const percents = wrong.get(peer)!;
    figures[name] = median(percents);
    say(
      `  ${title.padEnd(28)}${figures[name].toFixed(1).padStart(6)} % wrong, ${Math.max(...percents).toFixed(1)} % at most`,
    );
  }
  say('  With defineInput Colyseus makes a frame of its own for each client; without it all share one buffer.');
  const worst = Math.max(...wrong.get('own')!);
  return { figures, missed: worst > 0 ? [`wrong_after_stall is ${worst.toFixed(1)}, more than 0`] : [] };
};

async function measure(peer: PeerId, { server, crowd, roomIds }: Place): Promise<number> {
  const proxy = await startStallingProxy(Number(new URL(server.endpoint).port));
  const token = peer === 'own' ? (await signIn(server.endpoint)).sdk.auth.token! : '';
  const program = join(import.meta.dirname, 'onlooker.ts');
  const onlooker = startChild(program, [`http://127.0.0.1:${proxy.port}`, roomIds[0]!], { TOKEN: token });
  try {
    const sessionId = await onlooker.ask<string>('open');
    await crowd.ask('walk');
    await stallOf(proxy, async () => {
      await server.child.ask({ fill: { roomId: roomIds[0]!, sessionId } });
      await Promise.all([crowd.ask('settle'), sleep(stallMs)]);
    });
    await sleep(recoveryMs);
    const seen = await onlooker.ask<Sight>('see');
    const { players: truth } = await server.child.ask<{ players: Entity[] }>({ stateOf: roomIds[0] });
    return (100 * truth.filter((entity, i) => differs(entity, seen, i)).length) / truth.length;
  } finally {
    await onlooker.stop();
    proxy.close();
  }
}

async function stallOf(proxy: StallingProxy, meanwhile: () => Promise<void>): Promise<void> {
  proxy.stall();
  const pongs = setInterval(() => proxy.forge(pong), pongEveryMs);
  try {
    await meanwhile();
  } finally {
    clearInterval(pongs);
    proxy.flow();
  }
}

const differs = (entity: Entity, { fields, rows }: Sight, i: number): boolean =>
  fields.some((field, at) => entity[field] !== rows[i]?.[at]);

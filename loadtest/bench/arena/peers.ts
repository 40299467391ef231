// The rooms that are compared, each a server process of its own with rooms for so many players.

import { join } from 'node:path';
import { type BenchServer, startServer, startWithDatabase } from '../servers.ts';

/** Arbiter's; a bare one with `defineInput`; a bare one that takes inputs as messages. */
export type PeerId = 'own' | 'bare' | 'bare-messages';

const program = (name: string): string => join(import.meta.dirname, name);

export function startPeer(peer: PeerId, players: number): Promise<BenchServer> {
  if (peer === 'own') return startWithDatabase(program('own-server.ts'), [String(players)]);
  const style = peer === 'bare' ? 'input' : 'message';
  return startServer(program('bare-server.ts'), [style, String(players)], {}, async () => undefined);
}

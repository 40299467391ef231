// The same bots under Colyseus' own load-test tool, a full-screen program that runs until it is stopped:
// `node loadtest/colyseus-tool.ts --room chess --numClients 50 --endpoint ws://localhost:2567` (and `--mode bullet`).

import { cli } from '@colyseus/loadtest';
import { botFor } from './bots/index.ts';
import { httpEndpoint, signIn } from './client.ts';
import { type ClientMeter, keepPlaying } from './load/keep-playing.ts';

const modeAt = process.argv.indexOf('--mode') + 1;
const mode = modeAt > 0 ? process.argv[modeAt] : undefined;
const forever = new AbortController().signal;

cli(async ({ endpoint, roomName }) => {
  const player = await signIn(httpEndpoint(endpoint));
  // The tool counts a client as tried when this resolves, and as connected when it sees the join.
  await new Promise<void>((resolve, reject) => {
    const meter: ClientMeter = {
      arrived: resolve,
      disconnected: () => undefined,
      patched: () => undefined,
      sent: () => undefined,
      acted: () => undefined,
      matchFinished: () => undefined,
      // The tool's screen shows what is written to the console as an error, and counts it.
      refused: (reason) => console.error(`refused: ${reason}`),
      failed(error) {
        console.error(error);
        reject(error);
      },
    };
    void keepPlaying({ player, roomName, options: { mode }, bot: botFor(roomName), meter, signal: forever });
  });
});

// A plain SDK client, a process of its own, that tells what it believes to see: `onlooker.ts <endpoint> <room id>`,
// TOKEN. Told `open`, it joins; told `see`, it answers with the players as far as it can read them.

import { Client, type Room } from '@colyseus/sdk';

const [endpoint = '', roomId = ''] = process.argv.slice(2);
type Entity = Record<string, unknown>;
let room: Room<{ players: ArrayLike<Entity> & { toJSON(): Entity[] } }> | undefined;
let fields: string[] = [];

// As in a browser: what a handler throws stops nothing, and Colyseus complains of it at length.
process.on('uncaughtException', () => undefined);
console.warn = console.error = console.log = () => undefined;

const commands: Record<string, () => Promise<unknown>> = {
  async open() {
    const sdk = new Client(endpoint);
    sdk.auth.token = process.env['TOKEN']!;
    const joined = await sdk.joinById(roomId, {});
    room = joined as typeof room;
    joined.onMessage('*', () => undefined);
    await new Promise<void>((resolve) => joined.onStateChange.once(() => resolve()));
    fields = Object.keys(room!.state.players.toJSON()[0]!);
    return joined.sessionId;
  },
  async see() {
    const { players } = room!.state;
    // Field by field: what is wrong may contain itself.
    const read = (player: Entity | undefined): unknown[] => fields.map((field) => scalar(player?.[field]));
    return { fields, rows: Array.from({ length: players.length }, (_, i) => read(players[i])) };
  },
};

const scalar = (value: unknown): unknown => (typeof value === 'object' || value === undefined ? null : value);

process.channel?.ref();
process.on('message', async (message: string) => {
  const command = commands[message];
  if (command) process.send?.({ answer: await command() });
});

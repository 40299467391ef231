// A bare Colyseus server, as a process: `bare-server.ts input|message <players> [<spectators>]`, PORT.

import { createServer } from 'node:http';
import { Server } from '@colyseus/core';
import { Encoder } from '@colyseus/schema';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { BareInputRoom, BareMessageRoom } from './bare-room.ts';
import { answerQuestions } from './inspect.ts';

// As Colyseus itself advises, once a state is larger than 8 KB.
Encoder.BUFFER_SIZE = 64 * 1024;
const [style, players, spectators = '0'] = process.argv.slice(2);
const server = new Server({ transport: new WebSocketTransport({ server: createServer() }), greet: false });
server.define('arena', style === 'message' ? BareMessageRoom : BareInputRoom, {
  players: Number(players),
  spectators: Number(spectators),
});
answerQuestions();
await server.listen(Number(process.env['PORT']), '127.0.0.1');

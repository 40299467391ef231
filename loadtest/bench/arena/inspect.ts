// Lets a benchmark reach into a room of the server process that it started.

import { matchMaker, type Room } from '@colyseus/core';

interface Question {
  /** Asks for this room's state, as the server itself has it. */
  readonly stateOf?: string;
  /** Sends messages to a client until its socket takes no more: the next bytes wait in this process. */
  readonly fill?: { readonly roomId: string; readonly sessionId: string };
}

const filler = Buffer.alloc(16 * 1024);

/** Answers questions from the parent process. */
export function answerQuestions(): void {
  process.on('message', ({ stateOf, fill }: Question) => {
    if (stateOf !== undefined) process.send?.({ answer: (roomOf(stateOf).state as { toJSON(): object }).toJSON() });
    if (fill) process.send?.({ answer: fillSocket(fill.roomId, fill.sessionId) });
  });
}

/** Returns how many bytes that were. */
function fillSocket(roomId: string, sessionId: string): number {
  const client = roomOf(roomId).clients.get(sessionId)!;
  const socket = client.ref as unknown as WebSocket;
  let bytes = 0;
  while (socket.bufferedAmount === 0) {
    client.sendBytes('filler', filler);
    bytes += filler.length;
  }
  return bytes;
}

const roomOf = (id: string): Room => matchMaker.getLocalRoomById(id);

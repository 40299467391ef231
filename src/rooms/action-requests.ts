// Actions as clients ask for them: first the shape is looked at here, then, in the rules, the legality. What has no shape
// is counted: a few may come from a client with a bug, more end its connection.

import type { Client } from '@colyseus/core';
import type { ActionShape, Seat } from '../games/kit/index.ts';
import { closeCodes } from './close-codes.ts';
import type { ActionReply } from './live-match.ts';
import { sendAway } from './wire/send-away.ts';

/** Malformed messages after which a connection is closed. */
const malformedLimit = 10;

/** The part of Colyseus' message context that answers a request with a refusal. */
export interface RequestContext {
  reject(reason: unknown): unknown;
}

export interface ActionRequestsOptions {
  readonly shape: ActionShape<unknown>;
  readonly seatOf: (client: Client) => Seat | undefined;
  readonly act: (seat: Seat, action: unknown) => Promise<ActionReply>;
}

export class ActionRequests {
  #options: ActionRequestsOptions;
  #malformed = new WeakMap<Client, number>();

  constructor(options: ActionRequestsOptions) {
    this.#options = options;
  }

  async answer(client: Client, payload: unknown, context: RequestContext): Promise<unknown> {
    const reply = await this.#act(client, payload);
    return 'reason' in reply ? context.reject(reply) : reply;
  }

  countMalformed(client: Client): void {
    const count = (this.#malformed.get(client) ?? 0) + 1;
    this.#malformed.set(client, count);
    if (count >= malformedLimit) sendAway(client, closeCodes.malformed, 'too many malformed messages');
  }

  async #act(client: Client, payload: unknown): Promise<ActionReply> {
    const { shape, seatOf, act } = this.#options;
    const seat = seatOf(client);
    if (seat === undefined) return { reason: 'not_seated' };
    const shaped = shape.safeParse(payload);
    if (shaped.success) return act(seat, shaped.data);
    this.countMalformed(client);
    return { reason: 'malformed', detail: shaped.error.issues.map(({ message }) => message).join('; ') };
  }
}

// Chat in a room: one channel of the room's match, told to those who are in it, in this room and in all others that keep
// the same channel. Players talk among themselves; so do spectators, apart from them.

import { type Client, RoomPlugin } from '@colyseus/core';
import { z } from 'zod';
import type { Identity } from '../../services/accounts/access-tokens.ts';
import type { ChatMessage } from '../../services/chat/messages.ts';
import type { MatchChannel } from '../../services/chat/index.ts';
import type { Services } from '../../services/index.ts';
import { Refused } from '../../services/refused.ts';
import type { RequestContext } from '../action-requests.ts';

export interface ChatSettings {
  readonly services: Pick<Services, 'blocks' | 'chat'>;
  /** Undefined while there is no chat in this room. */
  readonly channel: () => MatchChannel | undefined;
  /** Whether a player has part in it. */
  readonly admits: (playerId: string) => boolean;
  /** How far the match is for who is here. */
  readonly tick: () => number;
  readonly onError: (error: unknown) => void;
}

interface Member extends Client {
  readonly auth?: Partial<Identity>;
}

const said = z.strictObject({ text: z.string().max(4_000) });
/** Chat gives way to state: who has so much to read is told nothing more of it. */
const fallsBehindAt = 64 * 1024;
const kept = 50;

/**
 * DECISION: the room calls `welcome` and `stop`. Colyseus runs no hook of a plugin in a room that has onUncaughtException,
 * since it binds the room's own hooks before it adds the plugins'.
 */
export class Chat extends RoomPlugin {
  override readonly pluginName = 'chat' as const;
  protected override messages = {
    chat: (client: Client, payload: unknown, context: RequestContext) =>
      // DECISION: not thrown: that would be a bug, and end the match.
      this.#onChat(client, payload, context).catch((error: unknown) => {
        this.#settings.onError(error);
        return context.reject({ reason: 'unavailable', detail: 'try again' });
      }),
  };

  #settings: ChatSettings;
  #history: Promise<ChatMessage[]> | undefined;
  #telling: Promise<void> = Promise.resolve();
  #stopHearing: (() => void) | undefined;
  #stopped = false;

  constructor(settings: ChatSettings) {
    super();
    this.#settings = settings;
  }

  /** Never holds up or fails a join: who comes is shown what was said when that is there. */
  welcome(client: Client): void {
    void this.#welcome(client).catch(this.#settings.onError);
  }

  stop(): void {
    this.#stopped = true;
    this.#stopHearing?.();
  }

  async #welcome(client: Client): Promise<void> {
    const reader = this.#member(client);
    if (!reader) return;
    const history = await this.#heard();
    if (history.length === 0) return;
    const authors = [...new Set(history.map(({ from }) => from.id))];
    const ignored = await this.#settings.services.blocks.ignoredBy(reader.playerId, authors);
    client.send(
      'chat.history',
      history.filter(({ from }) => !ignored.has(from.id)),
    );
  }

  /** What was said; the first who asks lets this room hear the channel. */
  #heard(): Promise<ChatMessage[]> {
    this.#history ??= this.#begin().catch((error: unknown) => {
      this.#history = undefined;
      throw error;
    });
    return this.#history;
  }

  async #begin(): Promise<ChatMessage[]> {
    const channel = this.#settings.channel()!;
    const topic = topicOf(channel);
    const hear = (message: ChatMessage): void => {
      // One after the other, so that everyone reads them in one order.
      this.#telling = this.#telling.then(() => this.#tell(message)).catch(this.#settings.onError);
    };
    const { presence } = this.room;
    this.#stopHearing?.();
    await presence.subscribe(topic, hear);
    this.#stopHearing = () => void presence.unsubscribe(topic, hear);
    if (this.#stopped) this.#stopHearing();
    return this.#settings.services.chat.history(channel);
  }

  async #onChat(client: Client, payload: unknown, context: RequestContext): Promise<unknown> {
    const parsed = said.safeParse(payload);
    if (!parsed.success) return context.reject({ reason: 'malformed', detail: z.prettifyError(parsed.error) });
    const [by, channel] = [this.#member(client), this.#settings.channel()];
    if (!by || !channel) return context.reject({ reason: 'no_chat', detail: 'you have no part in a chat here' });
    const { chat } = this.#settings.services;
    await this.#heard();
    const place = { tick: this.#settings.tick(), people: () => this.#people() };
    const done = await chat.say(by, channel, place, parsed.data.text);
    if (done instanceof Refused) return context.reject({ reason: done.reason, detail: done.detail });
    if ('notice' in done) return done;
    await this.room.presence.publish(topicOf(channel), done.message);
    return { id: done.message.id };
  }

  async #tell(message: ChatMessage): Promise<void> {
    const history = await this.#history!;
    if (history.every(({ id }) => id !== message.id)) history.push(message);
    if (history.length > kept) history.shift();
    const readers = this.room.clients.flatMap((client) => {
      const reader = this.#member(client);
      return reader && bufferedBy(client) < fallsBehindAt ? [{ client, id: reader.playerId }] : [];
    });
    const ids = readers.map(({ id }) => id);
    const deaf = await this.#settings.services.blocks.deafTo(message.from.id, ids);
    for (const { client, id } of readers) if (!deaf.has(id)) client.send('chat', message);
  }

  /** Whom a name may mean here. */
  async #people(): Promise<{ id: string; name: string }[]> {
    const here = this.room.clients.flatMap((client) => {
      const member = this.#member(client);
      return member ? [{ id: member.playerId, name: member.name }] : [];
    });
    return [...here, ...(await this.#history!).map(({ from }) => from)];
  }

  #member({ auth }: Member): Identity | undefined {
    const isMember = auth?.playerId !== undefined && this.#settings.channel() && this.#settings.admits(auth.playerId);
    return isMember ? (auth as Identity) : undefined;
  }
}

const topicOf = ({ matchId, channel }: MatchChannel): string => `chat:${matchId}:${channel}`;

const bufferedBy = ({ ref }: Client): number => (ref as unknown as { bufferedAmount: number }).bufferedAmount;

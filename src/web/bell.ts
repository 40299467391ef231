// The bell: how much has happened to the player that they have not read, and, opened, what. #notifications in the address
// opens it.

import { answerOf } from '../client/arbiter.ts';
import type { NotificationShown } from '../queues/notifications.ts';
import { byId, element, setAttribute, setShown, setText, syncList } from './dom.ts';
import { wordsFor } from './notices.ts';
import { PushSwitch } from './push-switch.ts';
import { arbiter, soon } from './server.ts';
import { ago } from './words.ts';

const hash = '#notifications';
/** As many as can be asked for, and marked as read, at once. */
const shownAtMost = 100;

export class Bell {
  #playerId: string | undefined;
  #unread = 0;
  #open = false;
  /** The newest first, while it is open. */
  #items: readonly NotificationShown[] = [];
  #push = new PushSwitch();

  constructor() {
    byId('bell').addEventListener('click', () => this.#go(!this.#open));
    byId('notices').addEventListener('keydown', (event) => event.key === 'Escape' && this.#leave());
    byId('bell').addEventListener('keydown', (event) => event.key === 'Escape' && this.#leave());
    document.addEventListener('click', ({ target }) => {
      const inside = ['bell', 'notices'].some((id) => byId(id).contains(target as Node));
      if (this.#open && !inside) this.#go(false);
    });
    window.addEventListener('popstate', () => this.#turn());
    window.addEventListener('hashchange', () => this.#turn());
  }

  /** Undefined: nobody is signed in. */
  ringFor(playerId: string | undefined): void {
    this.#playerId = playerId;
    this.#items = [];
    this.#count(0);
    this.#turn();
    if (playerId === undefined) return;
    arbiter.on('notification', (told) => this.#hear(told)).catch(() => undefined);
    this.look();
  }

  /** Something may have happened that was not heard. */
  look(): void {
    if (this.#playerId !== undefined) this.#load().catch(() => undefined);
  }

  #go(open: boolean): void {
    if (open) history.pushState(null, '', hash);
    else history.replaceState(null, '', `/${location.search}`);
    this.#turn();
  }

  #leave(): void {
    if (!this.#open) return;
    this.#go(false);
    byId('bell').focus();
  }

  /** Opens or closes, as the address says. */
  #turn(): void {
    const open = location.hash === hash && this.#playerId !== undefined;
    if (open === this.#open) return;
    this.#open = open;
    setShown(byId('notices'), open);
    setAttribute(byId('bell'), 'aria-expanded', String(open));
    if (!open) return;
    byId('notices').focus();
    this.look();
    this.#push.draw().catch(() => undefined);
  }

  async #load(): Promise<void> {
    const playerId = this.#playerId;
    const query = this.#open ? { limit: shownAtMost } : { unread: 'true', limit: 1 };
    const { items, unread } = answerOf(await arbiter.api.GET('/notifications', { params: { query }, ...soon() }));
    if (playerId !== this.#playerId) return;
    this.#count(unread);
    if (!this.#open) return;
    this.#items = items;
    await this.#read();
  }

  #hear(told: NotificationShown): void {
    const words = wordsFor(told.content);
    if (words !== undefined) setText(byId('told'), words);
    this.#count(this.#unread + 1);
    if (!this.#open) return;
    this.#items = [told, ...this.#items].slice(0, shownAtMost);
    this.#read().catch(() => undefined);
  }

  /** What is on the list has been read, and nothing else; it looks new until the list is opened again. */
  async #read(): Promise<void> {
    this.#draw();
    const ids = this.#items.filter(({ readAt }) => readAt === null).map(({ id }) => id);
    if (ids.length === 0 || this.#unread === 0) return;
    const { read } = answerOf(await arbiter.api.POST('/notifications/read', { body: { ids }, ...soon() }));
    this.#count(Math.max(this.#unread - read, 0));
  }

  #count(unread: number): void {
    this.#unread = unread;
    setText(byId('unread'), unread === 0 ? '' : String(unread));
    setAttribute(byId('bell'), 'aria-label', unread === 0 ? 'Notifications' : `Notifications, ${unread} unread`);
  }

  #draw(): void {
    const known = this.#items.filter(({ content }) => wordsFor(content) !== undefined);
    syncList(
      byId('notices-list'),
      known,
      ({ id }) => id,
      ({ content, createdAt, readAt }) => {
        const when = new Date(createdAt).toLocaleString();
        const time = element('time', { datetime: createdAt, title: when, class: 'detail' }, ago(createdAt));
        const words = element('span', {}, wordsFor(content) ?? '');
        if (readAt === null) words.prepend(element('span', { class: 'hidden' }, 'New: '));
        return element('li', { class: readAt === null ? 'notice new' : 'notice' }, words, time);
      },
    );
    setShown(byId('notices-empty'), known.length === 0);
  }
}

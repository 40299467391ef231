// The switch for Web Push: on where this browser is subscribed. Says in words why it can't be.

import { answerOf } from '../client/arbiter.ts';
import { byId, setText } from './dom.ts';
// oxlint-disable-next-line import/default -- Vite's: the address at which it puts the worker
import workerUrl from './push-worker.ts?worker&url';
import { arbiter, soon } from './server.ts';

/** Under which id the server knows this browser's subscription. */
const idKey = 'arbiter.push';
const patienceMs = 20_000;

const input = byId('push') as HTMLInputElement;
const supported = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

async function subscription(): Promise<PushSubscription | null> {
  const registration = supported ? await navigator.serviceWorker.getRegistration() : undefined;
  return registration ? registration.pushManager.getSubscription() : null;
}

/** The server's word counts: it forgets a subscription with its session, and one that leads nowhere. */
async function isSubscribed(): Promise<boolean> {
  const id = localStorage.getItem(idKey);
  if (id === null || (await subscription()) === null) return false;
  const { data } = await arbiter.api.GET('/push/subscriptions', soon());
  return data?.items.some((known) => known.id === id) ?? false;
}

/** The next who signs in here is somebody else. */
export async function forgetPush(): Promise<void> {
  localStorage.removeItem(idKey);
  await (await subscription())?.unsubscribe();
}

export class PushSwitch {
  #waiting = false;

  constructor() {
    input.addEventListener('change', () => void this.#turn(input.checked));
  }

  async draw(): Promise<void> {
    if (this.#waiting) return;
    input.disabled = !supported || Notification.permission === 'denied';
    setText(byId('push-note'), whyNot());
    input.checked = !input.disabled && (await isSubscribed());
  }

  async #turn(on: boolean): Promise<void> {
    this.#waiting = true;
    input.disabled = true;
    setText(byId('push-note'), 'Waiting for the browser, and for its push service…');
    let failure = '';
    try {
      await inTime(on ? subscribe() : unsubscribe());
    } catch (error) {
      failure = `That did not work: ${(error as Error).message}`;
    }
    this.#waiting = false;
    await this.draw().catch(() => undefined);
    if (failure !== '') setText(byId('push-note'), failure);
    // It was disabled, which took the focus away.
    (input.disabled ? byId('notices') : input).focus();
  }
}

function whyNot(): string {
  if (!supported) return "This browser can't notify you while you are away.";
  if (Notification.permission === 'denied') {
    return 'Notifications of this page are blocked: allow them in the settings of the browser.';
  }
  return '';
}

async function subscribe(): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') return;
  await navigator.serviceWorker.register(workerUrl);
  const { id } = await arbiter.subscribeToPush(await navigator.serviceWorker.ready);
  localStorage.setItem(idKey, id);
}

/** A browser that can't reach its push service may try for ever; where it succeeds in the end, that counts. */
const inTime = (attempt: Promise<void>): Promise<void> =>
  new Promise((resolve, reject) => {
    attempt.then(resolve, reject);
    setTimeout(() => reject(new Error('the push service of this browser does not answer')), patienceMs);
  });

async function unsubscribe(): Promise<void> {
  const id = localStorage.getItem(idKey);
  await forgetPush();
  if (id === null) return;
  const { error } = await arbiter.api.DELETE('/push/subscriptions/{id}', { params: { path: { id } } });
  // Gone already: that is what was wanted.
  if (error && error.status !== 404) answerOf({ error });
}

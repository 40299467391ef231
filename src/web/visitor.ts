// Who is here: a guest to be, or a player who is signed in, with the bell that is theirs.

import { Bell } from './bell.ts';
import { byId, setShown, setText } from './dom.ts';
import { forgetPush } from './push-switch.ts';
import { arbiter } from './server.ts';

export class Visitor {
  #bell = new Bell();
  #playerId: string | undefined;

  constructor() {
    byId('guest').addEventListener('click', () => void this.#signIn());
    byId('sign-out').addEventListener('click', () => void this.#signOut());
    arbiter.session.onChange(() => this.#draw());
    this.#draw();
  }

  /** The reader is back, or the server is. */
  look(): void {
    this.#bell.look();
  }

  #draw(): void {
    const tokens = arbiter.session.tokens;
    setShown(byId('guest'), !tokens);
    setShown(byId('signed-in'), tokens !== undefined);
    setText(byId('visitor-name'), tokens?.name ?? '');
    // However the session went: whoever is here now is not to see what is pushed to its player.
    if (!tokens) forgetPush().catch(() => undefined);
    if (tokens?.playerId === this.#playerId) return;
    this.#playerId = tokens?.playerId;
    this.#bell.ringFor(tokens?.playerId);
  }

  async #signIn(): Promise<void> {
    await this.#try(async () => {
      const { name } = await arbiter.signInAsGuest();
      setText(byId('told'), `You are signed in as ${name}`);
      // Where the address has opened the list, that is where the reader is now.
      if (byId('notices').hidden) byId('bell').focus();
    }, 'Signing in did not work');
  }

  async #signOut(): Promise<void> {
    await this.#try(async () => {
      await arbiter.signOut();
      setText(byId('told'), 'You are signed out');
      byId('guest').focus();
    }, 'Signing out did not work');
  }

  async #try(what: () => Promise<void>, otherwise: string): Promise<void> {
    try {
      await what();
      setText(byId('trouble'), '');
    } catch (error) {
      setText(byId('trouble'), `${otherwise}: ${(error as Error).message}`);
    }
  }
}

// Who a client is: the tokens of its session, kept fresh for as long as it asks, and where they outlive it.

/** What signing in answers with (docs/accounts.md). */
export interface Tokens {
  readonly playerId: string;
  readonly name: string;
  readonly token: string;
  /** ISO 8601, by the server's clock. */
  readonly expiresAt: string;
  readonly refreshToken: string;
}

/** Where a session is kept between visits. */
export interface TokenStore {
  load(): Tokens | undefined;
  /** Undefined: there is none any more. */
  save(tokens: Tokens | undefined): void;
  /** Calls back when somebody else has saved, as another tab may. */
  onChange?(listener: () => void): void;
}

/** Until the process, or the page, is gone. */
export function inMemory(): TokenStore {
  let kept: Tokens | undefined;
  return { load: () => kept, save: (tokens) => void (kept = tokens) };
}

/** In a browser, for the next visit, and for every tab. */
export function inLocalStorage(key = 'arbiter'): TokenStore {
  return {
    load() {
      const kept = localStorage.getItem(key);
      return kept === null ? undefined : (JSON.parse(kept) as Tokens);
    },
    save(tokens) {
      if (tokens) localStorage.setItem(key, JSON.stringify(tokens));
      else localStorage.removeItem(key);
    },
    onChange(listener) {
      // Node, which compiles this, too, has no such event.
      const page = globalThis as unknown as EventTarget;
      page.addEventListener('storage', (event) => (event as Event & { key?: string }).key === key && listener());
    },
  };
}

/** A token that has less than this left is not worth showing. */
const freshMs = 60_000;

export class Session {
  #store: TokenStore;
  /** Undefined: the server says that the session is over. */
  #renew: (refreshToken: string) => Promise<Tokens | undefined>;
  #renewing: Promise<void> | undefined;
  #listeners = new Set<(tokens: Tokens | undefined) => void>();

  constructor(store: TokenStore, renew: (refreshToken: string) => Promise<Tokens | undefined>) {
    this.#store = store;
    this.#renew = renew;
    store.onChange?.(() => this.#tell());
  }

  /** Who is signed in; undefined when nobody is. */
  get tokens(): Tokens | undefined {
    return this.#store.load();
  }

  /** Replaces the session. */
  set(tokens: Tokens | undefined): void {
    this.#store.save(tokens);
    this.#tell();
  }

  /** Calls back whenever the session is replaced or over; returns how to stop that. */
  onChange(listener: (tokens: Tokens | undefined) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** An access token that has a while to go; undefined when nobody is signed in. */
  async token(): Promise<string | undefined> {
    const { tokens } = this;
    if (tokens && Date.parse(tokens.expiresAt) - Date.now() < freshMs) await this.refresh();
    return this.tokens?.token;
  }

  /** Many may ask at the same time: a refresh token counts once. */
  async refresh(): Promise<void> {
    this.#renewing ??= this.#refreshOnce().finally(() => (this.#renewing = undefined));
    await this.#renewing;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.tokens);
  }

  async #refreshOnce(): Promise<void> {
    const { tokens } = this;
    if (!tokens) return;
    const renewed = await this.#renew(tokens.refreshToken);
    // Who has signed in or out meanwhile, here or in another tab, stays so.
    if (this.tokens?.refreshToken === tokens.refreshToken) this.set(renewed);
    else this.#tell();
  }
}

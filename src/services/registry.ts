// The registry of games (docs/registry.md): it is told of this server's games, and tells of titles elsewhere. Nothing here
// waits for it, and nothing that it answers with can harm: it is slow, away, or wrong, and the server goes on as it was.

import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

export interface RegistrySettings {
  readonly url: string;
  /** Shown to the registry, so that it knows who announces. */
  readonly token?: string | undefined;
  /** Where players reach this server. */
  readonly address: string;
}

export interface RegistryTitle {
  readonly id: string;
  readonly title: string;
  /** Where it is at home. */
  readonly origin: string;
}

/** What is announced of a game. */
export interface AnnouncedGame {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  readonly modes: readonly { readonly id: string; readonly title: string; readonly seats: number }[];
}

export interface Registry {
  /** As it was told last; none while it has told nothing. */
  titles(): readonly RegistryTitle[];
  stop(): Promise<void>;
}

export interface Pace {
  /** Between two rounds that went well. */
  readonly everyMs: number;
  /** Before the first try again; doubled each time, up to `everyMs`. */
  readonly retryMs: number;
  /** For a whole answer. */
  readonly timeoutMs: number;
}

const mostBytes = 262_144;
const mostTitles = 500;
const normal: Pace = { everyMs: 300_000, retryMs: 5_000, timeoutMs: 10_000 };

const webAddress = z.url({ protocol: /^https?$/ }).max(300);
const listed = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/),
  title: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .regex(/^\P{C}+$/u),
  origin: webAddress,
});
/** A title that makes no sense is left out; a list that makes none changes nothing. */
const answer = z.object({ titles: z.array(z.unknown()).max(10_000) });

export const noRegistry: Registry = { titles: () => [], stop: async () => undefined };

/** Announces and reads at once, and again and again. */
export function followRegistry(
  settings: RegistrySettings,
  games: readonly AnnouncedGame[],
  onError: (error: Error) => void,
  pace: Pace = normal,
): Registry {
  const { url, token, address } = settings;
  const stopped = new AbortController();
  let titles: readonly RegistryTitle[] = [];

  async function ask(init: RequestInit): Promise<Response> {
    const response = await fetch(url, {
      ...init,
      // One that leads elsewhere could have our token shown there.
      redirect: 'error',
      signal: AbortSignal.any([stopped.signal, AbortSignal.timeout(pace.timeoutMs)]),
      headers: {
        accept: 'application/json',
        ...(init.body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
    });
    if (response.ok) return response;
    await response.body?.cancel();
    throw new Error(`the registry answered ${response.status}`);
  }

  async function round(): Promise<void> {
    const announced = await ask({ method: 'POST', body: JSON.stringify({ address, games }) });
    await announced.body?.cancel();
    const told = answer.safeParse(JSON.parse(await textOf(await ask({ method: 'GET' }))));
    if (!told.success) throw new Error('its answer is no list of titles');
    const read = told.data.titles.flatMap((each) => listed.safeParse(each).data ?? []);
    // Ours are listed as what they are.
    titles = read.filter(({ origin }) => origin !== address).slice(0, mostTitles);
  }

  const running = (async () => {
    for (let failures = 0; !stopped.signal.aborted;) {
      try {
        await round();
        failures = 0;
      } catch (error) {
        if (stopped.signal.aborted) return;
        failures++;
        onError(new Error(`the registry at ${new URL(url).host}: ${(error as Error).message}`, { cause: error }));
      }
      const wait = failures === 0 ? pace.everyMs : Math.min(pace.everyMs, pace.retryMs * 2 ** (failures - 1));
      await sleep(wait, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  })();
  return {
    titles: () => titles,
    async stop() {
      stopped.abort();
      await running;
    },
  };
}

/** Throws past as many bytes as a list of titles has at most. */
async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new Error(`its answer has more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
}

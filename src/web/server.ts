// This server as the page asks it: one client, signed in from one visit to the next.

import { Arbiter } from '../client/arbiter.ts';
import type { components, paths } from '../client/generated/api.ts';
import { inLocalStorage } from '../client/session.ts';

export const arbiter = new Arbiter(location.origin, { store: inLocalStorage() });

/** A server that has not answered by then does not. */
export const soon = (): { signal: AbortSignal } => ({ signal: AbortSignal.timeout(8_000) });

export type Match = components['schemas']['Match'];
/** Of a mode with a rating; other boards count points. */
export type Standing = Extract<Items<'/leaderboards/{game}'>, { rating: number }>;
export type Game = Items<'/games'>;

type Items<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': { items: (infer Item)[] } } } } };
}
  ? Item
  : never;

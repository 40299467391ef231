// What a judge says of a log.

import type { Outcome } from '../games/kit/index.ts';

/** `not_checked`: no keys were given, or the file is damaged before its head. */
export type SignatureState = 'valid' | 'wrong' | 'missing' | 'unknown_key' | 'not_checked';

/** Where a log is wrong, as far as that can be known. */
export type Place =
  | { readonly part: 'magic' }
  /** Counted from 0, the header's. `entries`: the first and last entry that may be meant, counted from 1. */
  | { readonly part: 'chunk'; readonly chunk: number; readonly entries?: readonly [number, number] }
  | { readonly part: 'head' }
  /** The first tick that differs, and the last one before it whose recorded hash was right. */
  | { readonly part: 'tick'; readonly tick: number; readonly rightUpTo: number }
  /** Somewhere in it. */
  | { readonly part: 'log' };

export interface Fault {
  /** For people. */
  readonly what: string;
  readonly place: Place;
}

interface Signed {
  readonly signature: SignatureState;
  /** Of the key that the head names. */
  readonly keyId?: string | undefined;
}

export type Verdict =
  | ({ readonly verified: true; readonly outcome: Outcome; readonly ticks: number } & Signed)
  | ({ readonly verified: false } & Fault & Signed);

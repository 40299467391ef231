// What achievements of several games ask of an account.

import type { Seat } from '../games/kit/index.ts';
import type { Account } from '../replays/account.ts';

/** Whether the seat came out best, alone or with its side, and somebody did not. */
export function won({ outcome: { ranks } }: Account, seat: Seat): boolean {
  return ranks[seat] === 1 && ranks.some((rank) => rank > 1);
}

/** Events of a kind that the seat made. */
export const made = ({ summary }: Account, seat: Seat, kind: string): number => summary[seat]?.made[kind] ?? 0;

/** And those that it was the target of. */
export const suffered = ({ summary }: Account, seat: Seat, kind: string): number => summary[seat]?.suffered[kind] ?? 0;

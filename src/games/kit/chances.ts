// Win chances in thousandths out of whatever a game measures, without functions that differ between platforms.

/** Parts of 1000 in proportion to weights, of which one is positive; what rounding leaves goes to the first of the largest remainders. */
export function sharesOf(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const exact = weights.map((weight) => (1000 * weight) / sum);
  const shares = exact.map(Math.floor);
  const left = 1000 - shares.reduce((total, share) => total + share, 0);
  const byRemainder = [...exact.keys()].sort((a, b) => exact[b]! - shares[b]! - (exact[a]! - shares[a]!) || a - b);
  for (const index of byRemainder.slice(0, left)) shares[index]! += 1;
  return shares;
}

/** The two chances at a lead of the first side, which gives it about 85 % when it is as large as `scale`. */
export function chancesAt(lead: number, scale: number): [number, number] {
  const first = Math.round(500 + (500 * lead) / Math.sqrt(lead * lead + scale * scale));
  return [first, 1000 - first];
}

/** Of sides that each have one seat, when the match is over. */
export const chancesOf = (ranks: readonly number[]): number[] => sharesOf(ranks.map((rank) => (rank === 1 ? 1 : 0)));

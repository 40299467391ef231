// The little arithmetic that detectors share. Without logarithms and the like, so that it is the same everywhere.

/** Where a value lies between two others: 0 at or before the first, 1 at or past the second. */
export const between = (value: number, from: number, to: number): number =>
  Math.min(1, Math.max(0, (value - from) / (to - from)));

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

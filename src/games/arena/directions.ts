// 256 directions as integer vectors: 0 is right, 64 down (y grows downwards), 128 left, 192 up.

/** Length of every direction's vector, up to rounding. */
export const UNIT = 1024;

/** round(1024 · sin(i · 90° / 64)): written out, since Math.sin may differ between platforms. */
const QUARTER_SINE = [
  0, 25, 50, 75, 100, 125, 150, 175, 200, 224, 249, 273, 297, 321, 345, 369, 392, 415, 438, 460, 483, 505, 526, 548,
  569, 590, 610, 630, 650, 669, 688, 706, 724, 742, 759, 775, 792, 807, 822, 837, 851, 865, 878, 891, 903, 915, 926,
  936, 946, 955, 964, 972, 980, 987, 993, 999, 1004, 1009, 1013, 1016, 1019, 1021, 1023, 1024, 1024,
] as const;

const sine = (direction: number): number => {
  const within = direction & 63;
  const value = QUARTER_SINE[direction & 64 ? 64 - within : within]!;
  return direction & 128 ? 0 - value : value;
};

const all = Array.from({ length: 256 }, (_, direction) => direction);
export const directionX: readonly number[] = all.map((direction) => sine((direction + 64) & 255));
export const directionY: readonly number[] = all.map(sine);

/** The direction nearest to a vector's. */
export function directionTo(x: number, y: number): number {
  const turn = withinQuarter(Math.abs(x), Math.abs(y));
  if (y >= 0) return x >= 0 ? turn : 128 - turn;
  return x < 0 ? 128 + turn : (256 - turn) & 255;
}

/** 0…64 for a vector between right and down: by halving, then the neighbour that it deviates less from. */
function withinQuarter(x: number, y: number): number {
  const beyond = (turn: number): number => directionX[turn]! * y - directionY[turn]! * x;
  let low = 0;
  let high = 64;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (beyond(middle) >= 0) low = middle;
    else high = middle;
  }
  return beyond(low) > -beyond(high) ? high : low;
}

// Where a finished match of chess started, from its log's seed. The rules' own arithmetic (src/games/kit/rng.ts and
// src/games/chess/chess960.ts) again, for a page that can't load TypeScript; a test holds it to them.

import { usualStart } from './san.js';

const knightPlaces = ['NN---', 'N-N--', 'N--N-', 'N---N', '-NN--', '-N-N-', '-N--N', '--NN-', '--N-N', '---NN'];
const positions = 960;

/** @param {string} mode @param {string} seed 32 hexadecimal digits @returns {string} in FEN */
export function startOf(mode, seed) {
  if (mode !== 'chess960') return usualStart;
  const white = backRank(draw(seed));
  return `${white.toLowerCase()}/pppppppp/8/8/8/8/PPPPPPPP/${white} w KQkq - 0 1`;
}

/** The first number below 960 that the seed gives: sfc32, with the first outputs thrown away. @param {string} seed */
function draw(seed) {
  let [a, b, c, counter] = [0, 8, 16, 24].map((at) => Number.parseInt(seed.slice(at, at + 8), 16));
  for (let drawn = 1; ; drawn++) {
    const sum = (((a + b) | 0) + counter) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    counter = (counter + 1) | 0;
    if (drawn > 12 && sum >>> 0 >= 2 ** 32 % positions) return (sum >>> 0) % positions;
  }
}

/** White's pieces by Scharnagl's number. @param {number} number */
function backRank(number) {
  const files = Array(8).fill('');
  const take = (/** @type {number} */ divisor) => {
    const rest = number % divisor;
    number = Math.floor(number / divisor);
    return rest;
  };
  const free = () => [...files.keys()].filter((file) => files[file] === '');
  files[take(4) * 2 + 1] = 'B';
  files[take(4) * 2] = 'B';
  files[free()[take(6)]] = 'Q';
  const others = ['R', 'K', 'R'];
  free().forEach((file, i) => (files[file] = knightPlaces[number][i] === 'N' ? 'N' : others.shift()));
  return files.join('');
}

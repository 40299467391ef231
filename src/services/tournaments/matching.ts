// Matchings of greatest weight for the formats that need them: Edmonds' blossom algorithm, from a library.

import blossom from 'edmonds-blossom-fixed';
import type { Matching } from '../../tournaments/kit.ts';

export const blossomMatching: Matching = (size, edges) => {
  // The library answers an empty list with itself.
  if (edges.length === 0) return Array.from({ length: size }, () => -1);
  // A constant changes nothing among matchings with as many pairs; the library wants no weight below 0.
  const least = edges.reduce((low, [, , weight]) => Math.min(low, weight), 0);
  const mates = blossom(
    edges.map(([one, other, weight]) => [one, other, weight - least]),
    true,
  );
  return Array.from({ length: size }, (_, vertex) => mates[vertex] ?? -1);
};

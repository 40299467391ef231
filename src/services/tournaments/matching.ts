// Matchings of greatest weight for the formats that need them: Edmonds' blossom algorithm, from a library.

import { createRequire } from 'node:module';
import type { Edge, Matching } from '../../tournaments/kit.ts';

/** DECISION: required, not imported: the package is CommonJS without types. */
const blossom = createRequire(import.meta.url)('edmonds-blossom-fixed') as (
  edges: [number, number, number][],
  maxCardinality: boolean,
) => number[];

export const blossomMatching: Matching = (size, edges) => {
  if (edges.length === 0) return Array.from({ length: size }, () => -1);
  // It wants weights that are not negative; among matchings with most pairs a constant changes nothing.
  const least = edges.reduce((low, [, , weight]) => Math.min(low, weight), 0);
  const copies = edges.map(([one, other, weight]: Edge): [number, number, number] => [one, other, weight - least]);
  const mates = blossom(copies, true);
  return Array.from({ length: size }, (_, vertex) => mates[vertex] ?? -1);
};

// Where matches are played: the regions that there are, and how far a player is from each.

import type { Database } from '../db/client.ts';
import { Refused } from './refused.ts';

export interface RegionNames {
  readonly all: readonly string[];
  /** This process'. */
  readonly here: string;
}

export type Regions = ReturnType<typeof openRegions>;

export function openRegions({ pool }: Database, { all, here }: RegionNames) {
  const unknown = (region: string): Refused<'unknown-region'> =>
    new Refused('unknown-region', `There is no region "${region}"; there are: ${all.join(', ')}.`, { regions: all });
  return {
    all,
    here,

    check: (region: string): undefined | Refused<'unknown-region'> =>
      all.includes(region) ? undefined : unknown(region),

    /**
     * Round trips in ms to the regions in which a player would play: as measured, or where nothing was, 0 to the
     * player's own region, or else to this process'.
     */
    async tripsFor(
      playerId: string,
      measured: Readonly<Record<string, number>> | undefined,
    ): Promise<Readonly<Record<string, number>> | Refused<'unknown-region'>> {
      const given = Object.keys(measured ?? {});
      const strange = given.find((region) => !all.includes(region));
      if (strange !== undefined) return unknown(strange);
      if (measured && given.length > 0) return measured;
      const { rows } = await pool.query<{ region: string | null }>('SELECT region FROM players WHERE id = $1', [
        playerId,
      ]);
      const region = rows[0]?.region ?? here;
      return { [all.includes(region) ? region : here]: 0 };
    },
  };
}

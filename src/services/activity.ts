// What has happened lately, for everyone: matches that ended, scores, unlocks. What is private, void or erased is not told.

import { z } from 'zod';
import type { Database } from '../db/client.ts';
import { pageOf, type PageRequest, readCursor, timeKey } from './page.ts';
import { Refused } from './refused.ts';

/** Newest first; what is of one moment, backwards by kind and id. */
interface Happening {
  readonly at: Date;
  readonly kind: 'match' | 'score' | 'unlock';
  readonly id: string;
  /** What is told of it, by kind. */
  readonly about: object;
}

export function openActivity({ pool }: Database) {
  return {
    async list({ cursor, limit }: PageRequest) {
      const keys = readCursor(cursor, cursorKeys);
      if (keys instanceof Refused) return keys;
      const values = [...(keys ?? ['infinity', '', '']), limit + 1];
      const found = await Promise.all([matches, scores, unlocks].map((text) => pool.query<Happening>(text, values)));
      const newest = found.flatMap(({ rows }) => rows).sort(newestFirst);
      const { items, next } = pageOf(newest, limit, ({ at, kind, id }) => [at.toISOString(), kind, id]);
      return { items: items.map(({ at, kind, about }) => ({ kind, at, ...about })), next };
    },
  };
}

const cursorKeys = z.tuple([timeKey, z.enum(['match', 'score', 'unlock']), z.string().max(200)]);

function newestFirst(a: Happening, b: Happening): number {
  const [keyA, keyB] = [a, b].map(({ kind, id }) => `${kind} ${id}`) as [string, string];
  return b.at.getTime() - a.at.getTime() || (keyA < keyB ? 1 : -1);
}

/** Follows an index on `at` from where the page begins: ids only order what is of one moment. */
const page = (kind: Happening['kind'], at: string, id: string): string => `
  ${at} <= $1::timestamptz
  AND (${at} < $1::timestamptz OR ('${kind}' COLLATE "C", (${id}) COLLATE "C") < ($2::text, $3::text))
  ORDER BY ${at} DESC, (${id}) COLLATE "C" DESC LIMIT $4`;

const player = `jsonb_build_object('id', players.id, 'name', players.name)`;
/** A private match's players have their scores and unlocks, and nobody else learns of which match. */
const publicMatch = `CASE WHEN NOT matches.private THEN match_id END`;

const matches = `
  SELECT finished_at AS at, 'match' AS kind, id::text AS id, jsonb_build_object(
    'matchId', id, 'game', game, 'mode', mode, 'rated', rated, 'reason', reason,
    'seats', (SELECT jsonb_agg(jsonb_build_object('seat', seat, 'rank', rank, 'player', ${player}) ORDER BY seat)
              FROM match_seats JOIN players ON players.id = player_id WHERE match_id = matches.id)) AS about
  FROM matches WHERE status = 'finished' AND verified AND NOT private AND voided_at IS NULL
    AND ${page('match', 'finished_at', 'id::text')}`;

const scores = `
  SELECT at, 'score' AS kind, scores.id || ' ' || player_id AS id, jsonb_build_object(
    'player', ${player}, 'game', scores.game, 'mode', scores.mode, 'score', score, 'points', points,
    'matchId', match_id) AS about
  FROM scores JOIN players ON players.id = player_id LEFT JOIN matches ON matches.id = match_id
  WHERE deleted_at IS NULL AND matches.private IS NOT TRUE AND ${page('score', 'at', `scores.id || ' ' || player_id`)}`;

const unlocks = `
  SELECT unlocked_at AS at, 'unlock' AS kind, player_id || ' ' || achievement AS id, jsonb_build_object(
    'player', ${player}, 'achievement', achievement, 'points', points, 'matchId', ${publicMatch}) AS about
  FROM unlocks JOIN players ON players.id = player_id LEFT JOIN matches ON matches.id = match_id
  WHERE deleted_at IS NULL AND ${page('unlock', 'unlocked_at', `player_id || ' ' || achievement`)}`;

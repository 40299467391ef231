// The checks of `npm run faults:results` themselves: they find nothing where all is well, and every row that is not.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkAll, type Findings } from '../../loadtest/faults/checks/index.ts';
import type { History } from '../../loadtest/faults/checks/check.ts';
import { recordAll } from '../../loadtest/faults/recorded.ts';
import { writeMatch } from '../../loadtest/results/games.ts';
import { steps } from '../../src/queues/pipeline.ts';
import { openMatches } from '../../src/services/matches.ts';
import { playsBy } from '../../src/services/results/plays.ts';
import { playMatch } from '../../src/services/resimulation/play.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { createPlayers, testSigner } from '../support/finished-matches.ts';
import { tableOn } from '../support/jobs.ts';

let db: TestDatabase;
let history: History;

beforeAll(async () => {
  db = await testDatabase();
  const players = await createPlayers(db.database, 10);
  const matches = openMatches(db.database, 0, testSigner);
  const games = recordAll();
  const arrived: { matchId: string; game: number; seats: string[] }[] = [];
  for (const [game, recorded] of games.entries()) {
    const seats = recorded.outcome.ranks.map((_, seat) => players[(game + seat) % players.length]!);
    arrived.push({ matchId: await writeMatch(db.database, matches, recorded, seats), game, seats });
  }
  const table = tableOn(db.database);
  const ids = arrived.map(({ matchId }) => matchId);
  for (const step of steps) await table[step](db.database, step, ids, playsBy(playMatch));
  await db.database.pool.query('DELETE FROM outbox');
  const { rows } = await db.database.pool.query<{ id: string; at: Date }>('SELECT id, finished_at AS at FROM matches');
  const times = new Map(rows.map(({ id, at }) => [id, at]));
  history = { games, matches: arrived.map((arrival) => ({ ...arrival, at: times.get(arrival.matchId)! })) };
}, 120_000);
afterAll(() => db.drop());

const check = async (): Promise<Record<string, Pick<Findings, 'lost' | 'doubled' | 'wrong'>>> =>
  Object.fromEntries(
    (await checkAll(db.database, history, undefined)).map(({ name, lost, doubled, wrong }) => [
      name,
      { lost, doubled, wrong },
    ]),
  );

test('[P1] they find nothing where every result counts once, and each row that is lost, doubled or wrong', async () => {
  const right = { lost: 0, doubled: 0, wrong: 0 };
  expect(await check()).toEqual({
    matches: right,
    ratings: right,
    'scores and unlocks': right,
    statistics: right,
    boards: right,
  });
  const one = (table: string): string => `(SELECT ctid FROM ${table} ORDER BY ctid LIMIT 1)`;
  const another = (table: string): string => `(SELECT ctid FROM ${table} ORDER BY ctid DESC LIMIT 1)`;
  const plant = async (...statements: readonly string[]): Promise<void> => {
    for (const statement of statements) expect((await db.database.pool.query(statement)).rowCount).toBe(1);
  };
  await plant(
    // The best, whom nobody equals: of several with one score, others would lose their rank by it.
    `UPDATE board_entries SET score = score + 1e-9 WHERE ctid = (
       SELECT ctid FROM board_entries WHERE board LIKE 'ladder/%' ORDER BY score DESC LIMIT 1)`,
    `DELETE FROM applied WHERE ctid = ${one('applied')}`,
    `UPDATE ratings SET rating = rating + 1e-9 WHERE ctid = ${one('ratings')}`,
    `DELETE FROM rating_changes WHERE ctid = ${one('rating_changes')}`,
    // For one who was not there.
    `INSERT INTO rating_changes SELECT (jsonb_populate_record(own, jsonb_build_object('player_id', (
       SELECT id FROM players WHERE id NOT IN (SELECT player_id FROM match_seats WHERE match_id = own.match_id) LIMIT 1)))).*
     FROM rating_changes AS own WHERE ctid = ${another('rating_changes')}`,
    `DELETE FROM scores WHERE ctid = ${another('scores')}`,
    `UPDATE scores SET points = points + 1 WHERE ctid = ${one('scores')}`,
    `UPDATE unlocks SET unlocked_at = unlocked_at + interval '1 ms' WHERE ctid = ${one('unlocks')}`,
    `DELETE FROM notifications WHERE ctid = ${one('notifications')}`,
    `UPDATE player_days SET seconds = seconds + 1 WHERE ctid = ${one('player_days')}`,
    `DELETE FROM player_statistics WHERE ctid = ${one('player_statistics')}`,
  );
  expect(await check()).toEqual({
    matches: { lost: 0, doubled: 0, wrong: 1 },
    ratings: { lost: 1, doubled: 1, wrong: 1 },
    'scores and unlocks': { lost: 2, doubled: 0, wrong: 2 },
    statistics: { lost: 1, doubled: 0, wrong: 1 },
    boards: { lost: 0, doubled: 0, wrong: 1 },
  });
});

// Players' days and totals as they are stored. Whoever reads them to write them holds their players (results.ts).

import type { Transaction } from '../../db/client.ts';
import {
  addDays,
  addTotals,
  dayOf,
  daysOf,
  type DaySum,
  isBefore,
  nextDay,
  type Result,
  type Scope,
  tallyOf,
  type Total,
} from './tally.ts';

/** Adds results that were just kept. */
export async function addResults(tx: Transaction, fresh: readonly Result[]): Promise<void> {
  const added = daysOf(fresh);
  const here = {
    playerId: { in: added.map(({ playerId }) => playerId) },
    game: { in: added.map(({ game }) => game) },
    mode: { in: added.map(({ mode }) => mode) },
  };
  const totals = await tx.playerStatistics.findMany({ where: here });
  const late = latecomers(totals, fresh);
  const isInTime = ({ playerId }: Scope): boolean => !late.has(playerId);
  const due = added.filter(isInTime);
  const days = await tx.playerDay.findMany({ where: { ...here, day: { in: due.map(({ day }) => day) } } });
  await saveDays(tx, addDays(days.filter(isInTime), due));
  await saveTotals(tx, addTotals(totals.filter(isInTime), due));
  for (const [playerId, own] of Map.groupBy(fresh, (result) => result.playerId)) {
    if (late.has(playerId)) {
      await countDaysAnew(
        tx,
        playerId,
        own.map(({ at }) => at),
      );
    }
  }
}

/** Players of whom something comes before what is in their totals: adding it to the end would break up streaks. */
function latecomers(totals: readonly Total[], fresh: readonly Result[]): ReadonlySet<string> {
  const last = new Map(totals.filter(({ game }) => game === '').map((total) => [total.playerId, total]));
  const early = fresh.filter((result) => {
    const total = last.get(result.playerId);
    return total && isBefore(tallyOf(result), total);
  });
  return new Set(early.map(({ playerId }) => playerId));
}

/** Makes the days of these moments, and the totals, those of the results that are kept. */
export async function countDaysAnew(tx: Transaction, playerId: string, at: readonly Date[]): Promise<void> {
  const days = at.map(dayOf);
  const results = await tx.playerResult.findMany({
    where: { playerId, OR: days.map((day) => ({ at: { gte: day, lt: nextDay(day) } })) },
  });
  await tx.playerDay.deleteMany({ where: { playerId, day: { in: days } } });
  await saveDays(tx, daysOf(results));
  const all = await tx.playerDay.findMany({ where: { playerId }, orderBy: { day: 'asc' } });
  await replaceTotals(tx, playerId, all);
}

/** Makes all of a player's days, and the totals, those of these results. */
export async function replaceAll(tx: Transaction, playerId: string, results: readonly Result[]): Promise<void> {
  const days = daysOf(results);
  await tx.playerDay.deleteMany({ where: { playerId } });
  await saveDays(tx, days);
  await replaceTotals(tx, playerId, days);
}

async function replaceTotals(tx: Transaction, playerId: string, days: readonly DaySum[]): Promise<void> {
  await tx.playerStatistics.deleteMany({ where: { playerId } });
  await saveTotals(tx, addTotals([], days));
}

const saveDays = (tx: Transaction, rows: readonly DaySum[]): Promise<void> => save(tx, dayTable, rows);
const saveTotals = (tx: Transaction, rows: readonly Total[]): Promise<void> => save(tx, totalTable, rows);

const tallyColumns = {
  ...{ matches: 'int', wins: 'int', draws: 'int', losses: 'int', seconds: 'int', points: 'int' },
  ...{ firstRun: 'int', lastRun: 'int', longestRun: 'int', lastAt: 'timestamptz', lastId: 'uuid' },
};
const keyColumns = { playerId: 'uuid', game: 'text', mode: 'text' };
const dayTable = upsert('player_days', { ...keyColumns, day: 'date' }, tallyColumns);
const totalTable = upsert('player_statistics', keyColumns, { ...tallyColumns, firstDay: 'date' });

async function save(tx: Transaction, statement: string, rows: readonly object[]): Promise<void> {
  if (rows.length > 0) await tx.$executeRawUnsafe(statement, JSON.stringify(rows));
}

type Columns = Readonly<Record<string, string>>;

/** SQL that takes rows as JSON; one whose key is there replaces the other columns. */
function upsert(table: string, keys: Columns, values: Columns): string {
  const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const names = Object.keys({ ...keys, ...values });
  const types = Object.entries({ ...keys, ...values }).map(([name, type]) => `"${name}" ${type}`);
  const changes = Object.keys(values).map((name) => `${snake(name)} = excluded.${snake(name)}`);
  return `
    INSERT INTO ${table} (${names.map(snake).join()})
    SELECT ${names.map((name) => `"${name}"`).join()} FROM jsonb_to_recordset($1::jsonb) AS rows (${types.join()})
    ON CONFLICT (${Object.keys(keys).map(snake).join()}) DO UPDATE SET ${changes.join()}`;
}

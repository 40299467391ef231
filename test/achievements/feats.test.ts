// What achievements of the games find, in matches that are made for them and in matches of bots.

import { describe, expect, it } from 'vitest';

import { famousGames } from '../../loadtest/famous-games.ts';
import { uciMoves } from '../../loadtest/famous-match.ts';
import { measureFeats, withFeats } from '../../src/achievements/fold.ts';
import { achievementIds, achievements } from '../../src/achievements/index.ts';
import { matchPoints, titlePoints } from '../../src/achievements/points.ts';
import { arena } from '../../src/games/arena/index.ts';
import { battleship } from '../../src/games/battleship/index.ts';
import { type Berth, type Cell } from '../../src/games/battleship/fleet.ts';
import { chess } from '../../src/games/chess/index.ts';
import { games } from '../../src/games/index.ts';
import { type Game, plain } from '../../src/games/kit/index.ts';
import { report, type Report } from '../../src/replays/report.ts';
import { firing, inRows, placing } from '../games/battleship/setup.ts';
import { open, type Played, playBots, seedOf, sha256 } from '../games/driver.ts';

const reportOf = (game: Game, { log }: Played): Report => report(game, log, { make: plain, sha256 })!;

/** What of a game's achievements a match is good for, by seat. */
const found = (game: string, made: Report): Record<string, number>[] =>
  made.outcome.ranks.map((_, seat) =>
    Object.fromEntries(Object.entries(measureFeats(withFeats(game), made, seat)).filter(([, count]) => count > 0)),
  );

describe('[P3] achievements of chess', () => {
  /** `resigns`, where the moves end without a result. */
  function foundIn(moves: readonly string[], resigns = 0): Record<string, number>[] {
    const played = open(chess, 'untimed', seedOf('feats', 0));
    for (const [ply, move] of moves.entries()) {
      played.match.advance();
      expect(played.match.act(ply % 2, { type: 'move', move })).toBeUndefined();
    }
    if (!played.match.outcome) played.match.act(resigns, { type: 'resign' });
    return found('chess', reportOf(chess, played));
  }

  it('know a quick mate that cost nothing', () => {
    const scholar = ['e2e4', 'e7e5', 'd1h5', 'b8c6', 'f1c4', 'g8f6', 'h5f7'];
    expect(foundIn(scholar)).toEqual([{ 'chess-short-work': 1, 'chess-no-officer-lost': 1 }, {}]);
    expect(foundIn(scholar.slice(0, -1), 1)).toEqual([{}, {}]);
  });

  it('know a mate with sacrifices, by who has castled', () => {
    const opera = famousGames.find(({ event }) => event === 'Paris Opera')!;
    expect(foundIn(uciMoves(opera))).toEqual([{ 'chess-short-work': 1, 'chess-house-in-order': 1 }, {}]);
  });

  it('know a game that was lost for long from one in which something was sacrificed', () => {
    // White gives up the queen and a knight for little, plays on, and has the last word.
    const blunders = 'e2e4 e7e5 d1g4 d7d5 g4c8 d8c8 e4d5 c8f5 b1c3 f5c2 g1f3 c2g6 f3g5 g6g5'.split(' ');
    const lost = [...blunders, ...'f1e2 a7a6 e1g1 a6a5 h2h3 a5a4 a2a3 h7h6 f1e1 h6h5'.split(' ')];
    expect(foundIn(lost, 1)[0]).toMatchObject({ 'chess-swindler': 1 });
    expect(foundIn(blunders, 1)[0]).not.toHaveProperty('chess-swindler');
  });

  it('know a promotion that mates', () => {
    const game = 'h2h4 d7d5 h4h5 b8d7 h5h6 d7f6 h6g7 e8d7 h1h6 f6e8 g7f8n'.split(' ');
    expect(foundIn(game)[0]).toMatchObject({ 'chess-coronation': 1, 'chess-short-work': 1 });
  });
});

describe('[P3] achievements of battleship', () => {
  const cells = [0, 1, 2, 3, 4, 10, 11, 12, 13, 20, 21, 22, 30, 31, 32, 40, 41];
  const below: readonly Berth[] = inRows.map((berth) => berth + 50);

  /** Both fire in turn, at cells of their lists; the first to come to the end of the other's fleet wins. */
  function foundIn(first: readonly Cell[], second: readonly Cell[]): Record<string, number>[] {
    const played = open(battleship, 'untimed', seedOf('feats', 1));
    const { match } = played;
    for (const [seat, berths] of [below, inRows].entries()) match.act(seat, placing(berths));
    for (let i = 0; !match.outcome; i++) {
      for (const [seat, list] of [first, second].entries()) {
        if (!match.outcome) expect(match.act(seat, firing(list[i]!))).toBeUndefined();
        match.advance();
      }
    }
    return found('battleship', reportOf(battleship, played));
  }

  const misses = Array.from({ length: 50 }, (_, i) => 99 - i);

  it('know a fleet that was found at once, and one that was not touched', () => {
    expect(
      foundIn(
        cells,
        Array.from({ length: 17 }, (_, i) => i),
      ),
    ).toEqual([
      {
        'battleship-eagle-eye': 1,
        'battleship-opening-salvo': 1,
        'battleship-unsinkable': 1,
        'battleship-wolf-pack': 5,
      },
      {},
    ]);
    const water = misses.filter((cell) => cell % 10 >= 5).concat(Array.from({ length: 50 }, (_, i) => i));
    expect(foundIn([...misses, ...cells], water)[0]).toEqual({ 'battleship-unsinkable': 1, 'battleship-wolf-pack': 5 });
  });

  it('know a win with one ship left', () => {
    const fourShips = cells.slice(5).map((cell) => cell + 50);
    const waiting = Array.from({ length: 10 }, (_, i) => i);
    expect(foundIn([99, ...cells.slice(1), 0], [...fourShips, ...waiting])).toEqual([
      { 'battleship-eagle-eye': 1, 'battleship-last-ship': 1, 'battleship-wolf-pack': 5 },
      { 'battleship-opening-salvo': 1, 'battleship-wolf-pack': 4 },
    ]);
  });
});

describe('[P3] achievements of the arena', () => {
  it('say of matches of bots what is in their timelines', () => {
    const seen = new Set<string>();
    for (let n = 0; n < 6; n++) {
      const made = reportOf(arena, playBots(arena, n % 2 === 0 ? 'duel' : 'arcade', seedOf('arena feats', n)));
      for (const [seat, feats] of found('arena', made).entries()) {
        const deaths = made.timeline.filter(({ kind }) => kind === 'death');
        const lives = deaths
          .filter((death) => death.seat === seat || death.target === seat)
          .map(({ target }) => (target === seat ? '|' : 'k'))
          .join('')
          .split('|');
        const [kills, hits] = ['death', 'hit'].map((kind) =>
          made.timeline.filter((event) => event.kind === kind && event.seat === seat),
        );
        const shots = made.summary[seat]!.made['shot'] ?? 0;
        const wins = made.outcome.ranks[seat] === 1 && new Set(made.outcome.ranks).size > 1;
        const expected = {
          'arena-gladiator': kills!.length,
          'arena-scavenger': made.timeline.filter((event) => event.kind === 'pickup' && event.seat === seat).length,
          'arena-sharpshooter': shots >= 20 && 2 * hits!.length >= shots ? 1 : 0,
          'arena-unstoppable': Math.max(...lives.map((life) => life.length)) >= 5 ? 1 : 0,
          'arena-untouchable': wins && lives.length === 1 && kills!.length >= 5 ? 1 : 0,
        };
        expect(feats).toEqual(Object.fromEntries(Object.entries(expected).filter(([, count]) => count > 0)));
        for (const id of Object.keys(feats)) seen.add(id);
      }
    }
    expect([...seen].sort()).toEqual(expect.arrayContaining(['arena-gladiator', 'arena-scavenger']));
  });
});

describe('[P3] the registry', () => {
  it('has five achievements for each reference game, and those of the house', () => {
    for (const game of Object.keys(games)) expect(withFeats(game)).toHaveLength(5);
    const house = achievementIds.filter((id) => !('feat' in achievements[id]));
    expect(house.map((id) => achievements[id].title)).toEqual([
      ...['First Steps', 'Novice Player', 'Dedicated', 'Veteran', 'Rising Star', 'Skilled Gamer', 'Elite Player'],
      ...['Consistent', 'Perfectionist'],
    ]);
  });

  it('counts 2,400 points for a win, and shares of it for places', () => {
    const points = (...ranks: number[]) => ranks.map((_, seat) => matchPoints(ranks, seat));
    expect(points(1, 2)).toEqual([2_400, 0]);
    expect(points(1, 1)).toEqual([1_200, 1_200]);
    expect(points(1, 2, 3, 4)).toEqual([2_400, 1_600, 800, 0]);
    // Two sides of two.
    expect(points(1, 3, 1, 3)).toEqual([2_400, 0, 2_400, 0]);
    expect(points(1)).toEqual([1_200]);
    expect([titlePoints(5, 10), titlePoints(11, 10), titlePoints(0, 10)]).toEqual([1_200, 2_400, 0]);
  });
});

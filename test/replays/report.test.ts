// Reports: of famous chess games, whose blunders are known; of an arena match made by hand; of matches of bots.

import { describe, expect, it } from 'vitest';

import { famousGames } from '../../loadtest/famous-games.ts';
import { uciMoves } from '../../loadtest/famous-match.ts';
import { TILE } from '../../src/games/arena/balance.ts';
import { arena } from '../../src/games/arena/index.ts';
import { chess } from '../../src/games/chess/index.ts';
import { games } from '../../src/games/index.ts';
import { type Game, onSchema, plain } from '../../src/games/kit/index.ts';
import { heatmapOf } from '../../src/replays/heatmaps.ts';
import { keySwings } from '../../src/replays/key-moments.ts';
import { report, type Report } from '../../src/replays/report.ts';
import { open, playBots, seedOf, sha256 } from '../games/driver.ts';
import { want } from '../games/arena/setup.ts';
import { pile } from '../games/kit/pile.ts';

const PLY_TICKS = 10;

/** A famous game with a second per move; the loser resigns where the moves end without a result. */
function reportOfMoves(san: string, loser = 1): Report {
  const { match, log } = open(chess, 'untimed', seedOf('famous', 0));
  for (const [ply, move] of uciMoves({ ...famousGames[0]!, san }).entries()) {
    for (let tick = 0; tick < PLY_TICKS; tick++) match.advance();
    expect(match.act(ply % 2, { type: 'move', move })).toBeUndefined();
  }
  if (!match.outcome) match.act(loser, { type: 'resign' });
  return report(chess, log, { make: plain, sha256 })!;
}

/** What happened in each key moment, by the number of its last ply. */
const turns = ({ keyMoments }: Report) =>
  keyMoments.map(({ tick, seat, before, after }) => ({ ply: tick / PLY_TICKS, seat, before, after }));

describe('[L7] the report of a famous game', () => {
  const opera = famousGames.find(({ event }) => event === 'Paris Opera')!;

  it('tells the captures, checks and mate of the Opera Game', () => {
    const { timeline, summary, outcome, heatmaps } = reportOfMoves(opera.san);
    const told = (kind: string) => timeline.filter((event) => event.kind === kind).map(({ seconds }) => seconds);
    const plies = opera.san.split(' ').flatMap((san, ply) => [{ san, ply: ply + 1 }]);
    const having = (sign: RegExp) => plies.filter(({ san }) => sign.test(san)).map(({ ply }) => ply);
    expect(told('capture')).toEqual(having(/x/));
    expect(told('check')).toEqual(having(/[+#]/));
    expect(timeline.at(-1)).toMatchObject({ kind: 'end', seat: 0, what: 'checkmate', seconds: 33 });
    expect(outcome).toEqual({ ranks: [1, 2], reason: 'checkmate' });
    expect(summary.map(({ made }) => [made['move'], made['capture'], made['castling'], made['check']])).toEqual([
      [17, 6, 1, 4],
      [16, 6, undefined, undefined],
    ]);
    // Four captures on d7 (Rxd7, Rxd7, Bxd7+, Nxd7).
    const captures = heatmapOf(heatmaps, { kind: 'capture' });
    expect([captures.columns, captures.rows, captures.max, captures.cells[6 * 8 + 3]]).toEqual([8, 8, 4, 4]);
    const byWhite = heatmapOf(heatmaps, { kind: 'capture', seat: 0 });
    expect(byWhite.cells.reduce((sum, count) => sum + count, 0)).toBe(6);
    expect(heatmapOf(heatmaps, { kind: 'capture', target: 1 })).toEqual(byWhite);
  });

  it('finds where it was decided: with 16… Nxb8 the mate is there', () => {
    const [last] = turns(reportOfMoves(opera.san)).slice(-1);
    expect(last).toMatchObject({ ply: 32, seat: 0 });
    expect(last!.after).toBeGreaterThan(990);
  });

  it('finds the blunder that lost a queen: Petrosian – Bronstein, Amsterdam 1956, 36. Ng5', () => {
    const san =
      'c4 Nf6 Nc3 g6 g3 Bg7 Bg2 O-O Nf3 c5 O-O Nc6 d4 d6 dxc5 dxc5 Be3 Nd7 Qc1 Nd4 Rd1 e5 Bh6 Qa5 Bxg7 Kxg7 Kh1 Rb8 Nd2 ' +
      'a6 e3 Ne6 a4 h5 h4 f5 Nd5 Kh7 b3 Rf7 Nf3 Qd8 Qc3 Qh8 e4 fxe4 Nd2 Qg7 Nxe4 Kh8 Rd2 Rf8 a5 Nd4 b4 cxb4 Qxb4 Nf5 Rad1 ' +
      'Nd4 Re1 Nc6 Qa3 Nd4 Rb2 Nc6 Reb1 Nd4 Qd6 Nf5 Ng5 Nxd6';
    const told = reportOfMoves(san, 0);
    const largest = turns(told).toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))[0];
    expect(largest).toMatchObject({ ply: 71, seat: 1 });
    expect(told.keyMoments.find(({ tick }) => tick === 71 * PLY_TICKS)!.events).toMatchObject([
      { kind: 'move', seat: 0 },
    ]);
  });

  it('finds the blunder that allowed a mate: Deep Fritz – Kramnik, Bonn 2006, 34… Qe3', () => {
    const san =
      'd4 d5 c4 dxc4 e4 b5 a4 c6 Nc3 b4 Na2 Nf6 e5 Nd5 Bxc4 e6 Nf3 a5 Bg5 Qb6 Nc1 Ba6 Qe2 h6 Be3 Bxc4 Qxc4 Nd7 Nb3 Be7 ' +
      'Rc1 O-O O-O Rfc8 Qe2 c5 Nfd2 Qc6 Qh5 Qxa4 Nxc5 Nxc5 dxc5 Nxe3 fxe3 Bxc5 Qxf7+ Kh8 Qf3 Rf8 Qe4 Qd7 Nb3 Bb6 Rfd1 Qf7 ' +
      'Rf1 Qa7 Rxf8+ Rxf8 Nd4 a4 Nxe6 Bxe3+ Kh1 Bxc1 Nxf8 Qe3 Qh7#';
    const blunder = turns(reportOfMoves(san)).find(({ ply }) => ply === 68);
    expect(blunder).toMatchObject({ seat: 0 });
    expect(blunder!.before).toBeLessThan(700);
    expect(blunder!.after).toBeGreaterThan(990);
  });
});

describe('[L7] the report of an arena match', () => {
  function duel() {
    const { match, log } = open(arena, 'duel', seedOf('duel', 0));
    const advance = (ticks: number): void => {
      for (let tick = 0; tick < ticks; tick++) match.advance();
    };
    return { match, log, advance };
  }

  it('counts ways, shots and places, second by second', () => {
    const { match, log, advance } = duel();
    const { players } = match.state as unknown as { players: { x: number; y: number }[] };
    const from = { ...players[0]! };
    match.input([[0, want({ moveX: 1, fire: 1, aim: 192 })]]);
    advance(30);
    const way = players[0]!.x - from.x;
    match.input([[0, undefined]]);
    advance(60);
    match.seatEvent(1, 'leave');
    const { summary, heatmaps, timeline, evaluation, ticks, keyMoments } = report(arena, log, { make: plain, sha256 })!;
    expect(summary[0]).toEqual({ seat: 0, made: { shot: 4, end: 1 }, suffered: {}, distance: way, accuracy: 0 });
    expect(summary[1]).toEqual({ seat: 1, made: { shot: 0, leave: 1 }, suffered: {}, distance: 0 });
    expect(ticks).toBe(90);
    expect(timeline.map(({ kind, seconds }) => [kind, seconds])).toEqual([
      ['leave', 3],
      ['end', 3],
    ]);
    // Where it began and at the end of each of three seconds.
    const { cells, columns } = heatmapOf(heatmaps, { kind: 'position', seat: 0 });
    const cellOf = ({ x, y }: { x: number; y: number }) => Math.floor(y / 100) * columns + Math.floor(x / 100);
    expect([columns, heatmaps.rows]).toEqual([64, 44]);
    expect([cells[cellOf(from)], cells[cellOf(players[0]!)]]).toEqual([1, 3]);
    expect(evaluation.map(({ tick }) => tick)).toEqual([0, 30, 60, 90, 90]);
    expect(keyMoments).toMatchObject([{ from: 90, tick: 90, seat: 0, before: 500, after: 1000 }]);
  });

  it('tells the hits and the death of a match by hand, and shows them on the map', () => {
    const { match, log, advance } = duel();
    const { players } = match.state as unknown as { players: { x: number; y: number; health: number }[] };
    // From corner to corner: seat 1 along the edges of the ground, seat 0 to the edge above, from where it shoots right.
    match.input([
      [0, want({ moveY: -1 })],
      [1, want({ moveX: 1 })],
    ]);
    advance(30);
    match.input([[1, want({ moveY: -1 })]]);
    advance(120);
    match.input([
      [0, want({ fire: 1, aim: 0 })],
      [1, want({ moveX: -1 })],
    ]);
    while (players[1]!.health > 0 && match.state.tick < 3_000) advance(1);
    match.seatEvent(1, 'leave');
    const { timeline, summary, heatmaps } = report(arena, log, { make: plain, sha256 })!;
    expect(timeline.map(({ kind }) => kind)).toEqual(['hit', 'hit', 'hit', 'hit', 'death', 'leave', 'end']);
    expect(summary[0]).toMatchObject({ made: { hit: 4, death: 1 } });
    expect(summary[1]).toMatchObject({ suffered: { hit: 4, death: 1 } });
    const deaths = heatmapOf(heatmaps, { kind: 'death', target: 1 });
    const { at } = timeline.find(({ kind }) => kind === 'death')!;
    expect(deaths.cells[Math.floor(at!.y / 100) * 64 + Math.floor(at!.x / 100)]).toBe(1);
    expect(heatmapOf(heatmaps, { kind: 'death', target: 0 }).max).toBe(0);
    expect(at!.y).toBeLessThan(TILE);
  });
});

describe('[L7] reports', () => {
  it.each(Object.entries<Game>(games))('of a match of bots at %s are the same on every run', (_id, game) => {
    for (const mode of Object.keys(game.rules.modes)) {
      const { log, match } = playBots(game, mode, seedOf('report', 0));
      const told = report(game, log, { make: plain, sha256 })!;
      expect(report(game, log, { make: onSchema(game.entities), sha256 })).toEqual(told);
      expect(JSON.parse(JSON.stringify(told))).toEqual(told);
      expect(told.outcome).toEqual(match.outcome);
      expect(told.evaluation.length).toBeGreaterThan(1);
      expect(told.evaluation.length).toBeLessThanOrEqual(300);
      expect(told.keyMoments.length).toBeLessThanOrEqual(10);
      for (const [i, moment] of told.keyMoments.entries()) {
        expect(Math.abs(moment.after - moment.before)).toBeGreaterThanOrEqual(100);
        expect(moment.from).toBeGreaterThanOrEqual(told.keyMoments[i - 1]?.tick ?? 0);
      }
    }
  });

  it('are not made of a game without analysis, nor of a log without an end', () => {
    const { log } = playBots(pile, pile.rules.defaultMode, seedOf('report', 0));
    expect(report(pile, log, { make: plain, sha256 })).toBeUndefined();
    const chessLog = playBots(chess, 'untimed', seedOf('report', 0)).log;
    const cut = { ...chessLog, entries: chessLog.entries.slice(0, -1) };
    expect(() => report(chess, cut, { make: plain, sha256 })).toThrow(/lacks the entry "end"|no end/);
  });
});

describe('[L7] key moments', () => {
  const at = (...first: number[]) => first.map((chance, tick) => ({ tick, chances: [chance, 1000 - chance] }));

  it('are the largest swings, the shortest way, in order of time', () => {
    const samples = at(500, 500, 700, 700, 690, 100, 100, 950, 950);
    expect(keySwings(samples, 1)).toEqual([
      { start: 1, end: 2, seat: 0, before: 500, after: 700 },
      { start: 4, end: 5, seat: 1, before: 310, after: 900 },
      { start: 6, end: 7, seat: 0, before: 100, after: 950 },
    ]);
  });

  it('may take several samples, and do not overlap', () => {
    const samples = at(500, 540, 580, 620, 660, 700, 740);
    expect(keySwings(samples, 3)).toEqual([
      { start: 0, end: 3, seat: 0, before: 500, after: 620 },
      { start: 3, end: 6, seat: 0, before: 620, after: 740 },
    ]);
    expect(keySwings(samples, 2)).toEqual([]);
  });

  it('are ten at most', () => {
    const samples = at(...Array.from({ length: 40 }, (_, i) => (i % 2 ? 800 : 200)));
    expect(keySwings(samples, 1)).toHaveLength(10);
  });
});

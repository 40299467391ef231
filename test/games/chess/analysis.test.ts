// What is told of a chess match, against the published scores of famous games: notation says what each move did.

import { describe, expect, it } from 'vitest';

import { famousGames } from '../../../loadtest/famous-games.ts';
import { uciMoves } from '../../../loadtest/famous-match.ts';
import { analysis } from '../../../src/games/chess/analysis.ts';
import { modes } from '../../../src/games/chess/modes.ts';
import { rules } from '../../../src/games/chess/rules.ts';
import type { ChessState } from '../../../src/games/chess/state.ts';
import type { GameEvent } from '../../../src/games/kit/analysis.ts';
import { act, playMoves, startFrom, wait } from './setup.ts';

/** The kinds that a move's notation speaks of. */
function kindsIn(san: string): string[] {
  const signs: [RegExp, string][] = [
    [/x/, 'capture'],
    [/^O-O/, 'castling'],
    [/=/, 'promotion'],
    [/[+#]$/, 'check'],
  ];
  return ['move', ...signs.filter(([sign]) => sign.test(san)).map(([, kind]) => kind)];
}

const kindsOf = (events: readonly GameEvent[]): string[] => events.map(({ kind }) => kind);

describe('[L7] a chess match tells', () => {
  it.each(famousGames.map((game) => [`${game.white} – ${game.black}, ${game.year}`, game] as const))(
    'what the score of %s says, move by move',
    (_name, game) => {
      const state = startFrom();
      const observer = analysis.observe(state);
      const moves = uciMoves(game);
      for (const [ply, san] of game.san.split(' ').entries()) {
        const mover = state.turn;
        const events = observer.see(playMoves(state, moves[ply]!)).filter(({ kind }) => kind !== 'end');
        expect(kindsOf(events), `${ply} ${san}`).toEqual(kindsIn(san));
        for (const { seat } of events) expect(seat).toBe(mover);
        const { x, y } = events.at(0)!.at!;
        const square = 'abcdefgh'.charAt(x) + (y + 1);
        if (!san.startsWith('O-O')) expect(san.replace(/(=.)?[+#]?$/, '')).toMatch(new RegExp(`${square}$`));
      }
    },
  );

  it('which piece was taken and where it stood, also in passing', () => {
    const state = startFrom('4k3/8/8/8/3p4/8/4P3/4K2R w K - 0 1');
    const observer = analysis.observe(state);
    playMoves(state, 'e2e4');
    observer.see(state);
    const capture = observer.see(playMoves(state, 'd4e3'))[1];
    expect(capture).toMatchObject({ kind: 'capture', seat: 1, target: 0, what: 'pawn', at: { x: 4, y: 3 } });
    expect(observer.see(playMoves(state, 'e1g1'))).toMatchObject([
      { kind: 'move', at: { x: 6, y: 0 }, what: 'e1g1' },
      { kind: 'castling', seat: 0, what: 'kingside' },
    ]);
  });

  it('promotions, checks, offers of a draw, and how it ends', () => {
    const state = startFrom('7k/P7/8/8/8/8/8/K7 w - - 0 1');
    const observer = analysis.observe(state);
    expect(observer.see(playMoves(state, 'a7a8q'))).toMatchObject([
      { kind: 'move' },
      { kind: 'promotion', seat: 0, what: 'queen', at: { x: 0, y: 7 } },
      { kind: 'check', seat: 0, target: 1, at: { x: 7, y: 7 } },
    ]);
    playMoves(state, 'h8g7 a8b8');
    expect(kindsOf(observer.see(state))).toEqual(['move', 'move']);
    act(state, 1, { type: 'offer_draw' });
    expect(observer.see(state)).toEqual([{ tick: 0, kind: 'draw_offer', seat: 1 }]);
    act(state, 0, { type: 'accept_draw' });
    expect(observer.see(state)).toEqual([{ tick: 0, kind: 'end', what: 'agreement' }]);

    const timed = startFrom(undefined, modes.bullet);
    const clock = analysis.observe(timed);
    const events: GameEvent[] = [];
    while (timed.ending === '') events.push(...clock.see(wait(timed, 1)));
    expect(events).toEqual([{ tick: timed.tick, kind: 'end', seat: 1, what: 'time' }]);
  });

  it('all moves since it last looked, from a start of Chess960, too', () => {
    const state = startFrom('1r2k2r/8/8/8/8/8/8/1R2K2R w HBhb - 0 1');
    const observer = analysis.observe(state);
    playMoves(state, 'b1b8 e8e7');
    rules.leave(state, 0);
    expect(observer.see(state).map(({ kind, what }) => `${kind} ${what}`)).toEqual([
      'move b1b8',
      'capture rook',
      'check undefined',
      'move e8e7',
      'end abandonment',
    ]);
  });
});

describe('[L7] chances in chess', () => {
  const chances = (state: ChessState): readonly number[] => analysis.evaluate(state);

  it('are about even at the start', () => {
    expect(Math.abs(chances(startFrom())[0]! - 500)).toBeLessThan(20);
  });

  it('see a mate at hand, for either side', () => {
    expect(chances(startFrom('6k1/5ppp/8/8/8/8/1r3PPP/4R1K1 w - - 0 1'))[0]).toBeGreaterThan(990);
    expect(chances(startFrom('4r1k1/1R3ppp/8/8/8/8/5PPP/6K1 b - - 0 1'))[1]).toBeGreaterThan(990);
  });

  it('are not moved by an exchange that is half way through', () => {
    const state = playMoves(startFrom(), 'e2e4 d7d5');
    const [before] = chances(state);
    const [taken] = chances(playMoves(state, 'e4d5'));
    const [taken2] = chances(playMoves(state, 'd8d5'));
    for (const chance of [taken, taken2]) expect(Math.abs(chance! - before!)).toBeLessThan(60);
  });

  it('mirror: what is good for white is as good for black with colours swapped', () => {
    const white = chances(startFrom('r3k3/8/8/8/8/8/PP6/RN2K3 w - - 0 1'));
    const black = chances(startFrom('rn2k3/pp6/8/8/8/8/8/R3K3 b - - 0 1'));
    expect(black).toEqual(white.toReversed());
  });

  it('are settled by the end', () => {
    const state = startFrom();
    act(state, 0, { type: 'resign' });
    expect(chances(state)).toEqual([0, 1000]);
  });
});

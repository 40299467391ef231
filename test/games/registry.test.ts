// The registry of games.

import { describe, expect, it } from 'vitest';

import { gameById, games } from '../../src/games/index.ts';

describe('the registry', () => {
  it("[G1] files each game under its rules' id", () => {
    for (const [id, game] of Object.entries(games)) expect(game.rules.id).toBe(id);
    expect(gameById('chess')).toBe(games.chess);
  });

  it.each(['', 'Chess', 'toString', '__proto__', 'constructor'])('[V1] knows no game "%s"', (id) => {
    expect(gameById(id)).toBeUndefined();
  });
});

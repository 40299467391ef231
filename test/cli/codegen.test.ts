// Classes that are generated for other engines read what a room sends.

import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Encoder, Reflection, type Schema } from '@colyseus/schema';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { games } from '../../src/games/index.ts';
import { type Game, onSchema } from '../../src/games/kit/game.ts';
import { open, letBotsPlay, seedOf } from '../games/driver.ts';

const require = createRequire(import.meta.url);
const program = join(import.meta.dirname, '../../src/cli/codegen.ts');

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'arbiter-codegen-'))));
afterAll(() => rm(folder, { recursive: true }));

const codegen = (...args: string[]): string => execFileSync(process.execPath, [program, ...args], { encoding: 'utf8' });

const plainly = ({ state }: { state: Schema }): unknown => JSON.parse(JSON.stringify(state));

/** The classes of a generated TypeScript file, with the library that they are written for. */
async function classesIn(file: string): Promise<Record<string, new () => Schema>> {
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, experimentalDecorators: true };
  const compilerOptions = { ...options, useDefineForClassFields: false };
  const { outputText } = ts.transpileModule(await readFile(file, 'utf8'), { compilerOptions });
  const exports = {};
  // oxlint-disable-next-line no-implied-eval -- generated a moment ago, by our own command
  new Function('require', 'exports', outputText)(require, exports);
  return exports;
}

test.each(Object.entries<Game>(games))('generated classes decode what %s sends', async (id, game) => {
  codegen('typescript', '--output', folder, '--game', id);
  const title = id.charAt(0).toUpperCase() + id.slice(1);
  const classes = await classesIn(join(folder, `Arbiter${title}.ts`));
  const { Decoder } = require('@colyseus/schema') as typeof import('@colyseus/schema');
  const mode = Object.keys(game.rules.modes)[0]!;
  const played = open(game, mode, seedOf('codegen', 1), onSchema(game.entities));
  const encoder = new Encoder(played.match.state as typeof played.match.state & Schema);
  let rounds = 0;
  letBotsPlay(game, played, () => {
    if (rounds++ % 50 > 0) return;
    const bytes = encoder.encodeAll().slice();
    const decoder = new Decoder(new classes[title]!());
    const reflected = Reflection.decode(Reflection.encode(encoder));
    for (const each of [decoder, reflected]) each.decode(bytes);
    expect(plainly(decoder)).toEqual(plainly(reflected));
  });
  expect(rounds).toBeGreaterThan(0);
});

test.each(['unity', 'godot', 'defold', 'flutter', 'haxe', 'cpp', 'c', 'swift'])(
  'every game is written for %s, and refers to nothing that is not there',
  async (engine) => {
    const said = codegen(engine, '--output', join(folder, engine));
    const files = [...said.matchAll(/^wrote (\S+)$/gm)].map(([, file]) => file!);
    expect(files).toHaveLength(Object.keys(games).length);
    const whole = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    // A nested schema is referred to by its constant, and defined by its name: they must be one.
    for (const name of ['ArenaPlayer', 'ArenaShot', 'ArenaPickup', 'ArenaInput', 'FleetWaters']) {
      expect(whole.some((text) => new RegExp(`\\b${name}\\b`, 'i').test(text))).toBe(true);
    }
  },
);

test('an unknown engine or game is answered with what there is', () => {
  expect(() => codegen('unknown')).toThrow('usage: npm run codegen');
  expect(() => codegen('unity', '--game', 'go')).toThrow('there is no game "go"; there are chess');
});

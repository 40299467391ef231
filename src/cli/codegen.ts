// `npm run codegen -- <engine>`: writes the games' state and input schemas as classes for clients in other engines and
// languages, one file for each game, by Colyseus' own generator.

import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { games } from '../games/index.ts';
import { runCommand } from './run-command.ts';

const root = join(import.meta.dirname, '../..');
const generator = join(root, 'node_modules/@colyseus/schema/bin/schema-codegen');

/** An engine, and what the generator calls its language. */
const engines = {
  unity: 'csharp',
  godot: 'gdscript',
  defold: 'lua',
  flutter: 'dart',
  haxe: 'haxe',
  cpp: 'cpp',
  c: 'c',
  swift: 'swift',
  typescript: 'ts',
} as const;

const usage = `usage: npm run codegen -- <${Object.keys(engines).join('|')}> [--output <folder>] [--game <id>]`;

await runCommand(usage, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { output: { type: 'string' }, game: { type: 'string' }, help: { type: 'boolean' } },
  });
  const [engine = ''] = positionals;
  if (!Object.hasOwn(engines, engine) || positionals.length > 1) throw new Error(usage);
  const { game, output = `codegen/${engine}` } = values;
  if (game !== undefined && !Object.hasOwn(games, game)) {
    throw new Error(`there is no game "${game}"; there are ${Object.keys(games).join(', ')}`);
  }
  mkdirSync(output, { recursive: true });
  for (const id of game === undefined ? Object.keys(games) : [game]) {
    console.log(`wrote ${join(output, generate(id, engines[engine as keyof typeof engines], output))}`);
  }
});

/** Returns the name of the file. The schemas are read from the game's source; inputs, where it has any, from its actions. */
function generate(id: string, language: string, output: string): string {
  const sources = ['state.ts', 'actions.ts'].map((name) => join(root, 'src/games', id, name));
  const namespace = `Arbiter${id.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())}`;
  const options = ['--bundle', `--${language}`, '--namespace', namespace, '--output', output];
  const said = execFileSync(process.execPath, [generator, ...sources, ...options], { encoding: 'utf8' });
  const [, name] = /generated \(bundled\): (\S+)/.exec(said) ?? [];
  if (name === undefined) throw new Error(`schema-codegen wrote nothing for ${id}: ${said}`);
  return name;
}

// `npm run new-game -- <id>`: writes a small complete game and its contract test, ready to be changed into another, and
// enters it in the registry. Writes nothing at all when anything is in the way.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Script } from 'node:vm';
import { runCommand } from './run-command.ts';

const usage = 'usage: npm run new-game -- <id>, e.g. tic-tac-toe';

const root = join(import.meta.dirname, '../..');
const templates = join(import.meta.dirname, 'new-game');
const registry = join(root, 'src/games/index.ts');

const shape = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** Names that the generated files and the registry have other uses for. */
const taken = new Set(['bot', 'rules', 'games', 'gameById']);

/** Throws with what is wrong and what to do. */
function checkId(id: string | undefined): asserts id is string {
  if (id === undefined) throw new Error(usage);
  if (!shape.test(id)) throw new Error(`"${id}" is no id: write it in lower case, words parted by dashes: tic-tac-toe`);
  if (taken.has(camel(id)) || !isIdentifier(camel(id)))
    throw new Error(`"${id}" has a meaning in code: choose another id`);
}

function isIdentifier(name: string): boolean {
  try {
    void new Script(`'use strict'; const ${name} = 0;`);
    return true;
  } catch {
    return false;
  }
}

const camel = (id: string): string => id.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A template's text for a game. */
function fill(template: string, id: string): string {
  const title = id.replaceAll('-', ' ');
  return template
    .replaceAll('__id__', id)
    .replaceAll('__name__', camel(id))
    .replaceAll('__Name__', capital(camel(id)))
    .replaceAll('__title__', title)
    .replaceAll('__Title__', capital(title));
}

/** The registry with one more line. Throws when it does not look as expected. */
function withEntry(text: string, id: string): string {
  const importAt = text.indexOf('import type { Game }');
  const entryAt = text.indexOf('\n} as const satisfies');
  if (importAt < 0 || entryAt < 0)
    throw new Error(`${relative(root, registry)} has another form: enter the game by hand`);
  const name = camel(id);
  const entry = `\n  ${name === id ? id : `'${id}': ${name}`},`;
  const line = `import { ${name} } from './${id}/index.ts';\n`;
  return text.slice(0, importAt) + line + text.slice(importAt, entryAt) + entry + text.slice(entryAt);
}

function main(id: string | undefined): void {
  checkId(id);
  const folders = { game: join(root, 'src/games', id), test: join(root, 'test/games', id) };
  for (const folder of Object.values(folders)) {
    if (existsSync(folder)) throw new Error(`${relative(root, folder)} is there already: choose another id`);
  }
  const entered = withEntry(readFileSync(registry, 'utf8'), id);
  for (const folder of Object.values(folders)) mkdirSync(folder);
  for (const template of readdirSync(templates)) {
    const name = template.replace('.template', '');
    const folder = name.endsWith('.test.ts') ? folders.test : folders.game;
    writeFileSync(join(folder, name), fill(readFileSync(join(templates, template), 'utf8'), id), { flag: 'wx' });
    console.log(`wrote   ${relative(root, join(folder, name))}`);
  }
  writeFileSync(registry, entered);
  // Where lines break depends on how long the id is.
  execFileSync(join(root, 'node_modules/.bin/oxfmt'), [...Object.values(folders), registry]);
  console.log(`changed ${relative(root, registry)}\n`);
  console.log(`It plays: npx vitest run test/games/${id}\nNow make it yours: docs/your-first-game.md`);
}

await runCommand(usage, async () => main(process.argv[2]));

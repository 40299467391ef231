// `npm run new-game` in a copy of this tree: what it writes passes the contract and every check, and nothing is lost.

import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const here = join(import.meta.dirname, '../..');
let tree: string;
beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'arbiter-new-game-'));
  const parts = [
    'src/games',
    'src/matchmaking',
    'src/ratings',
    'src/cli/new-game',
    'src/cli/new-game.ts',
    'src/cli/run-command.ts',
    'src/rooms/seat-views.ts',
    'test/games',
  ];
  const files = ['package.json', 'tsconfig.json', '.oxlintrc.json', '.oxfmtrc.json'];
  for (const part of [...parts, ...files]) await cp(join(here, part), join(tree, part), { recursive: true });
  await symlink(join(here, 'node_modules'), join(tree, 'node_modules'));
  await writeFile(
    join(tree, 'vitest.config.ts'),
    'export default { test: { experimental: { viteModuleRunner: false }, testTimeout: 60_000 } };\n',
  );
});
afterAll(() => rm(tree, { recursive: true, force: true }));

interface Run {
  readonly ok: boolean;
  readonly output: string;
}

/** Runs a program of the project's, by its name, or one of its files in Node. */
function run(program: string, ...args: string[]): Promise<Run> {
  const [file, rest] = program.endsWith('.ts')
    ? [process.execPath, [program, ...args]]
    : [join(here, 'node_modules/.bin', program), args];
  // The outer vitest's variables would make the inner one a worker of it.
  const env = { PATH: `${join(here, 'node_modules/.bin')}:${process.env['PATH']}`, NO_COLOR: '1' };
  return new Promise((resolve) => {
    execFile(file, rest, { cwd: tree, env }, (error, stdout, stderr) =>
      resolve({ ok: error === null, output: stdout + stderr }),
    );
  });
}
const newGame = (...args: string[]): Promise<Run> => run('src/cli/new-game.ts', ...args);
const registry = (): Promise<string> => readFile(join(tree, 'src/games/index.ts'), 'utf8');

/** The contract, the registry's own test, and all that `npm run check` asks of games' files. */
async function pass(...ids: readonly string[]): Promise<void> {
  const tests = ids.map((id) => `test/games/${id}`);
  const include = ['src/games/index.ts', ...ids.map((id) => `src/games/${id}`), ...tests];
  await writeFile(join(tree, 'tsconfig.new.json'), JSON.stringify({ extends: './tsconfig.json', include }));
  const checks = await Promise.all([
    run('vitest', 'run', ...tests, 'test/games/registry.test.ts'),
    run('tsc', '-p', 'tsconfig.new.json'),
    run('oxlint', ...include),
    run('oxfmt', '--check', ...include),
  ]);
  for (const { ok, output } of checks) expect(ok, output).toBe(true);
  expect(checks[0].output).toMatch(new RegExp(`Test Files +${ids.length + 1} passed`));
}

describe('[G6] npm run new-game', () => {
  test('writes games that pass the contract and every check', async () => {
    const ids = ['race', 'a-race-to-twenty-one-for-two'];
    for (const id of ids) {
      const written = await newGame(id);
      expect(written).toMatchObject({ ok: true });
      expect(written.output).toContain(`src/games/${id}/RULES.md`);
      expect(await readFile(join(tree, 'src/games', id, 'RULES.md'), 'utf8')).toMatch(/^# [A-Z][a-z -]+\n/);
    }
    await pass(...ids);
  });

  test.each([
    [[], /usage/],
    [['Chess Variant'], /no id/],
    [['1st'], /no id/],
    [['class'], /meaning in code/],
    [['game-by-id'], /meaning in code/],
    [['chess'], /src\/games\/chess is there already/],
    [['kit'], /src\/games\/kit is there already/],
  ])('-- %s is refused with what to do, and changes nothing', async (args, message) => {
    const before = await registry();
    const { ok, output } = await newGame(...args);
    expect(ok).toBe(false);
    expect(output.trim()).toMatch(message);
    expect(output.trim().split('\n')).toHaveLength(1);
    expect(await registry()).toBe(before);
  });
});

test('[G6] docs/your-first-game.md, followed to the letter, leads to a game that passes, too', async () => {
  const id = 'tic-tac-toe';
  const text = await readFile(join(here, 'docs/your-first-game.md'), 'utf8');
  const [state, action, rules, bot, arbitrary] = [...text.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code!);
  await newGame(id);
  const game = join(tree, 'src/games', id);
  await writeFile(join(game, 'state.ts'), state!);
  await writeFile(join(game, 'rules.ts'), rules!);
  await writeFile(join(game, 'bot.ts'), bot!);
  const files = { [join(game, 'actions.ts')]: action!, [join(tree, 'test/games', id, 'contract.test.ts')]: arbitrary! };
  for (const [file, line] of Object.entries(files)) {
    const before = await readFile(file, 'utf8');
    await writeFile(
      file,
      before.replace(/.*'add'.*\n/, () => line),
    );
  }
  await pass(id);
});

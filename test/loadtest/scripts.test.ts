// What all scripts say to who asks how they are used, or gives what they do not take.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = join(import.meta.dirname, '../../loadtest');
const names = ['abuse', 'bench', 'contract', 'demo', 'detect-measure', 'faults-results', 'run'];

function run(name: string, ...args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [join(folder, `${name}.ts`), ...args], (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, output: stdout + stderr }),
    );
  });
}

test.each(names)('%s says which options there are, and that it does not know another', async (name) => {
  const [help, unknown] = await Promise.all([run(name, '--help'), run(name, '--hurry')]);
  expect(help).toMatchObject({ code: 0, output: expect.stringMatching(/^usage: npm run [a-z:]+ -- \[options\]\n/) });
  expect(unknown.code).toBe(2);
  expect(unknown.output).toContain("'--hurry'");
  expect(unknown.output.endsWith(help.output)).toBe(true);
});

test('a number that is none is named', async () => {
  expect(await run('demo', '--games', 'all')).toEqual({ code: 2, output: '--games must be a number, not "all"\n' });
});

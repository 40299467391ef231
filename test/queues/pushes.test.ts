// What is told over the room `me`, and what its page says of it.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { push } from '../../src/queues/pushes.ts';

test('[H9] docs/protocol.md names every message of the room `me`, with all its fields', async () => {
  const page = await readFile(join(import.meta.dirname, '../../docs/protocol.md'), 'utf8');
  const [, section = ''] = page.split('## Hear what is yours');
  const rows = section.split('\n## ')[0]!.matchAll(/^\| `([\w.]+)` +\| `\{ (.+?) \}`/gm);
  const documented = Array.from(rows, ([, type, fields]) => [type, fields!.split(', ').toSorted()]);
  const sent = push.options.map(({ shape: { type, ...fields } }) => [type.value, Object.keys(fields).toSorted()]);
  expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(sent));
});

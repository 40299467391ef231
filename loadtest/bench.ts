// `npm run bench`: measures Arbiter beside its peers, prints ratios, and fails where a goal is missed.

import { parseArgs } from 'node:util';
import { benchmarks } from './bench/index.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const progress = (line: string): void =>
  void process.stderr.write(process.stderr.isTTY ? `\r\u001b[K  ${line}` : `  ${line}\n`);

const names = Object.keys(benchmarks).filter((name) => values.only === undefined || name === values.only);
if (names.length === 0) {
  process.stderr.write(`no benchmark is called "${values.only}"; there are: ${Object.keys(benchmarks).join(', ')}\n`);
  process.exit(2);
}

const figures: Record<string, number> = {};
let kept = true;
for (const name of names) {
  const result = await benchmarks[name]!({ quick: values.quick, say, progress }).catch((error: Error) => {
    process.stderr.write(`${name}: ${error.message}\n`);
    process.exit(1);
  });
  Object.assign(figures, result.figures);
  for (const what of result.missed) {
    kept = false;
    say(`  ✗ ${what}`);
  }
}
if (values.json) {
  const rounded = Object.entries(figures).map(([name, value]) => [name, Math.round(value * 100) / 100]);
  say(JSON.stringify(Object.fromEntries(rounded)));
}
process.exit(kept ? 0 : 1);

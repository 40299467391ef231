// `npm run bench`: measures Arbiter beside its peers, prints ratios, and fails where a goal is missed.

import { benchmarks } from './bench/index.ts';
import { giveUp, optionsOf, progress, say } from './script.ts';

const usage = `usage: npm run bench -- [options]

Measures Arbiter beside its peers, and fails where a goal is missed.

  --only <name>   one of: ${Object.keys(benchmarks).join(', ')}
  --quick         smaller, for a look
  --json          the figures on the last line, as JSON`;

const values = optionsOf(usage, {
  only: { type: 'string' },
  quick: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
});

const names = Object.keys(benchmarks).filter((name) => values.only === undefined || name === values.only);
if (names.length === 0)
  giveUp(`no benchmark is called "${values.only}"; there are: ${Object.keys(benchmarks).join(', ')}`);

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

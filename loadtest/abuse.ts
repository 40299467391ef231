// `npm run abuse`: tries on servers of its own what people try on servers, and fails where anything is let in, changed or
// brought down.

import { randomBytes } from 'node:crypto';
import { limits } from './abuse/floods.ts';
import { abuses, tryAll } from './abuse/index.ts';
import { openTarget } from './abuse/target.ts';
import { alsoServing, startOwnServer } from './contract/own-server.ts';
import { giveUp, optionsOf, progress, say } from './script.ts';

const usage = `usage: npm run abuse -- [options]

Tries on servers of its own what people try on servers; fails where anything is let in, changed or brought down.

  --only <name>   one of: ${Object.keys(abuses).join(', ')}
  --quick         bodies of 20 MB in place of 200
  --json          the figures on the last line, as JSON`;

const values = optionsOf(usage, {
  only: { type: 'string' },
  quick: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
});
const { only } = values;
if (only !== undefined && !Object.hasOwn(abuses, only))
  giveUp(`no abuse is called "${only}"; there are: ${Object.keys(abuses).join(', ')}`);

const tokenKey = randomBytes(32).toString('base64url');
const server = await startOwnServer({ TOKEN_KEY: tokenKey });
const strict = { RATE_LIMIT_EXEMPT: 'none', RATE_LIMIT: String(limits.all), AUTH_RATE_LIMIT: String(limits.auth) };
const limited = [await alsoServing(server, strict), await alsoServing(server, strict)];
const servers = [...limited, server];
try {
  progress('people and things to be abused');
  const given = { endpoint: server.endpoint, tokenKey, limited: limited.map(({ endpoint }) => endpoint) };
  const target = await openTarget({ ...given, megabytes: values.quick ? 20 : 200 }, server.databaseUrl);
  const tallies = await tryAll(target, server.databaseUrl, { only, progress });
  const exits = servers.filter((each) => !each.isRunning()).length;
  say(`\n  ${'abuse'.padEnd(16)}attempts  let in`);
  for (const [name, { attempts, letIn }] of Object.entries(tallies)) {
    say(`  ${name.padEnd(16)}${String(attempts).padStart(8)}${String(letIn.length).padStart(8)}`);
    for (const line of letIn) say(`    ✗ ${line}`);
  }
  say(`  processes that ended: ${exits}`);
  const all = Object.values(tallies);
  const attempts = all.reduce((sum, tally) => sum + tally.attempts, 0);
  const letIn = all.reduce((sum, tally) => sum + tally.letIn.length, 0);
  if (values.json) say(JSON.stringify({ attempts, let_in: letIn, exits }));
  process.exitCode = letIn + exits > 0 ? 1 : 0;
} finally {
  for (const each of servers) await each.stop();
}
process.exit();

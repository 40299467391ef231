// `npm run contract`: starts a server of its own, walks every operation of its document as everybody, and fails where an
// answer is not as the document says, or is the server's fault.

import { randomInt } from 'node:crypto';
import { startOwnServer } from './contract/own-server.ts';
import { pushService } from './contract/stock.ts';
import { walk } from './contract/walk.ts';
import { giveUp, numberOf, optionsOf, progress, say } from './script.ts';

const usage = `usage: npm run contract -- [options]

Starts a server of its own and asks every operation of its API, as everybody, with valid, boundary and invalid input.

  --only <operation>   this one alone
  --seed <number>      the same input again
  --quick              two rounds in place of twelve
  --json               the figures on the last line, as JSON`;

const values = optionsOf(usage, {
  only: { type: 'string' },
  quick: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  seed: { type: 'string' },
});

const seed = values.seed === undefined ? randomInt(2 ** 31) : numberOf(values, 'seed');
const server = await startOwnServer({ PUSH_SERVICES: pushService });
const { endpoint, databaseUrl } = server;
const runs = values.quick ? 2 : 12;
const result = await walk({ endpoint, databaseUrl, seed, runs, only: values.only, progress }).finally(server.stop);

for (const fault of result.faults.slice(0, 20)) say(fault);
if (result.faults.length > 20) say(`… and ${result.faults.length - 20} more`);
const { operations, requests, errors5xx, schemaMisfits, unreached } = result;
if (operations === 0) giveUp(`no operation is called "${values.only}"`);
say(`
  operations      ${operations}${unreached.length > 0 ? `, of which nobody got anything from: ${unreached.join(', ')}` : ''}
  requests        ${requests}
  5xx             ${errors5xx}
  schema misfits  ${schemaMisfits}

  again: npm run contract -- --seed ${seed}${values.quick ? ' --quick' : ''}${values.only === undefined ? '' : ` --only ${values.only}`}`);
if (values.json)
  say(JSON.stringify({ operations, requests, errors_5xx: errors5xx, schema_misfits: schemaMisfits, seed }));
process.exit(errors5xx + schemaMisfits > 0 ? 1 : 0);

// `arbiter role <player id> <role>`: gives an account a role. The first admin comes from here; admins make the others.

import { z } from 'zod';
import { Role } from '../db/generated/client.ts';
import { setRole } from '../services/players.ts';
import { withDatabase } from './database.ts';
import { runCommand } from './run-command.ts';

const usage = `usage: arbiter role <player id> <${Object.keys(Role).join(' | ')}>

Gives the account a role, from its next request on.`;

await runCommand(usage, async () => {
  const given = z.tuple([z.uuid(), z.enum(Role)]).safeParse(process.argv.slice(2));
  if (!given.success) throw new Error(usage);
  const [playerId, role] = given.data;
  const refused = await withDatabase((db) => setRole(db, playerId, role, 'operator'));
  if (refused) throw new Error(`there is no account of a player ${playerId}: guests register first`);
  console.log(`${playerId} is ${role} from the next request on`);
});

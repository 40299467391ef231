// `arbiter role <player id> <role>`: gives an account a role. The first admin comes from here; admins make the others.

import { z } from 'zod';
import { Role } from '../db/generated/client.ts';
import { setRole } from '../services/players.ts';
import { withDatabase } from './database.ts';

async function main([id, role]: string[]): Promise<void> {
  const given = z.tuple([z.uuid(), z.enum(Role)]).safeParse([id, role]);
  if (!given.success) throw new Error(`usage: arbiter role <player id> <${Object.keys(Role).join('|')}>`);
  const [playerId, newRole] = given.data;
  const refused = await withDatabase((db) => setRole(db, playerId, newRole, 'operator'));
  if (refused) throw new Error(`there is no account of a player ${playerId}: guests register first`);
  console.log(`${playerId} is ${newRole} from the next request on`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

// `arbiter password <player id or e-mail>`: a new password for who has lost theirs. There are no mails from the server, so
// whoever runs it sees that it is them, and tells them.

import { resetPassword } from '../services/accounts/index.ts';
import { withDatabase } from './database.ts';
import { runCommand } from './run-command.ts';
import { openSeal } from './seal.ts';

const usage = `usage: arbiter password <player id or e-mail address>

Gives the account a new password, which is shown this once, and ends its sessions.`;

await runCommand(usage, async () => {
  const [who, ...rest] = process.argv.slice(2);
  if (who === undefined || rest.length > 0) throw new Error(usage);
  const seal = await openSeal();
  const reset = await withDatabase((db) => resetPassword(db, seal, who));
  if (!reset) throw new Error(`there is no account ${who}: guests have none`);
  console.log(`${reset.playerId} is signed out everywhere; the new password, shown this once: ${reset.password}`);
});

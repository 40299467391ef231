// An Arbiter in small, for tests that kill it: node embedded-process.ts <dataDir> prints the url once PostgreSQL runs.
// On Ctrl-C it drains: it still asks the database, then stops it. Every other signal ends it at once.
import pg from 'pg';
import { startEmbedded } from '../../src/db/embedded.ts';

try {
  const server = await startEmbedded({ dataDir: process.argv[2]!, log: (line) => console.error(line) });
  process.once('SIGINT', async () => {
    const client = new pg.Client(server.url);
    await client.connect();
    const { rows } = await client.query("SELECT 'drained' AS state");
    await client.end();
    await server.stop();
    console.log(rows[0].state);
    process.exit(0);
  });
  console.log(server.url);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

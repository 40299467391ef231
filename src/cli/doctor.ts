// `npm run doctor`: every environment variable with its meaning and value, and whether a start would succeed.

import { loadConfig, shown, variables } from '../config.ts';
import { checkAddresses } from '../lost-keys.ts';
import { askEmbedded } from '../db/embedded.ts';
import { preflight } from '../preflight.ts';

const width = Math.max(...Object.keys(variables).map((name) => name.length));
for (const [name, shape] of Object.entries(variables)) {
  const { success, data } = shape.safeParse(undefined);
  const value = process.env[name];
  const fallback = success && data !== undefined ? `default ${String(data)}` : 'unset';
  console.log(`${name.padEnd(width)}  ${value ? shown(name, value) : fallback}`);
  console.log(`${' '.repeat(width)}  ${shape.description ?? ''}\n`);
}
try {
  const config = loadConfig();
  await preflight(config);
  if (config.databaseUrl === undefined) await askEmbedded(config.dataDir, (url) => checkAddresses(url, config));
  console.log(`Node ${process.versions.node}. A server would start with this environment.`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

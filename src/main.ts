// The process: reads the environment, starts, says when it is ready, and stops on SIGTERM and Ctrl-C.

import { createApp } from './app.ts';
import { loadConfig } from './config.ts';
import { openLog } from './log.ts';
import { preflight } from './preflight.ts';
import { StartupError } from './startup-error.ts';

/** At which the demo looks by itself. */
const usualPort = loadConfig({}).port;
/** A database that is away, or a hook that hangs, must not keep the process from ending. */
const closingLimitMs = 25_000;

try {
  await start();
} catch (error) {
  const message = error instanceof StartupError ? error.message : new StartupError([(error as Error).message]).message;
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

async function start(): Promise<void> {
  const config = loadConfig();
  await preflight(config);
  const log = openLog(config);
  // A library's stray rejection must not take every match with it.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));

  const server = createApp(config, log);
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info(`${signal}: closing rooms, then everything else`);
    setTimeout(() => {
      log.fatal('closing took too long; giving up');
      process.exit(1);
    }, closingLimitMs).unref();
    await server.gracefullyShutdown(false);
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);

  try {
    await server.listen(config.port, config.host);
  } catch (error) {
    await server.gracefullyShutdown(false);
    throw error;
  }
  const address = server.transport.server?.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  if (config.environment === 'production') log.info({ port }, 'ready');
  else process.stdout.write(welcome(port, process.uptime()));
}

function welcome(port: number, seconds: number): string {
  return `
  Arbiter is ready (${seconds.toFixed(1)} s)

    http://localhost:${port}             matches to watch, live and over, and leaderboards
    http://localhost:${port}/api/docs    the HTTP API, to read and to try out
    http://localhost:${port}/playground  try rooms by hand
    http://localhost:${port}/monitor     rooms as Colyseus sees them
    ws://localhost:${port}               new ColyseusSDK(…).joinOrCreate('chess', { mode: 'blitz' })

  In a second terminal: npm run demo${port === usualPort ? '' : ` -- --endpoint http://localhost:${port}`}
  Ctrl-C stops it.

`;
}

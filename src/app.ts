// The composition root: the one file that knows everyone. Builds the Colyseus server, and around it the database, the
// services, the workers and the HTTP API, in the order in which they need each other.

import { matchMaker, Server } from '@colyseus/core';
import { monitor } from '@colyseus/monitor';
import { playground } from '@colyseus/playground';
import { WebSocketTransport } from '@colyseus/ws-transport';
import type { Application, Express } from 'express';
import type { Logger } from 'pino';
import { closeAll, type Closer } from './closing.ts';
import { colyseusRedis } from './colyseus-redis.ts';
import type { Config } from './config.ts';
import { checkAddresses } from './lost-keys.ts';
import { openDatabase } from './db/client.ts';
import { startEmbedded } from './db/embedded.ts';
import { applyMigrations } from './db/migrate.ts';
import { games as registered } from './games/index.ts';
import type { Game } from './games/kit/index.ts';
import { adminOnly } from './http/admin-only.ts';
import { assetFiles } from './http/assets.ts';
import { endpoints } from './http/endpoints/index.ts';
import { frontDoor } from './http/front-door.ts';
import { GuardedServer } from './http/guarded-server.ts';
import { sayNotFound } from './http/html-page.ts';
import { asTool, onlyLooks } from './http/monitor-guard.ts';
import { mount } from './http/mount.ts';
import { openOrigins } from './http/origins.ts';
import { missingPages, pages } from './http/pages.ts';
import { problemPages } from './http/problem-pages.ts';
import { Problem, sendProblem } from './http/problems.ts';
import { reference } from './http/reference.ts';
import { shareLinks } from './http/share-links.ts';
import { unlockCards } from './http/unlock-cards.ts';
import { jobsWith } from './jobs/index.ts';
import { loadKey } from './keys.ts';
import { openResultsQueue } from './queues/results.ts';
import { gameRoom } from './rooms/game-room.ts';
import { lobbyRoom } from './rooms/lobby-room.ts';
import { queueRoom } from './rooms/queue-room.ts';
import { declareRegion, selectProcess } from './rooms/regional-processes.ts';
import { openRooms } from './rooms/room-desk.ts';
import { keepAppointments } from './rooms/keep-appointments.ts';
import { meRoom } from './rooms/me-room.ts';
import { TickFigures } from './rooms/tick-meter.ts';
import { openWaitingRooms, type WaitingRooms } from './rooms/waiting-rooms.ts';
import { watchRoom } from './rooms/watch/watch-room.ts';
import { openServices, type Services } from './services/index.ts';
import { holdOwnership } from './services/ownership.ts';
import { openResimulation } from './services/resimulation/index.ts';
import { openResults } from './services/results/index.ts';
import { openGames } from './services/games.ts';
import { followRegistry, noRegistry } from './services/registry.ts';
import { startRelay } from './services/results/relay.ts';
import { inPostgres, inRedis } from './services/rate-limits/stores.ts';
import { openRateLimits, type Rates } from './services/rate-limits.ts';
import { keepPresences } from './services/presences.ts';
import { receivePushes } from './services/pushes.ts';
import { watchRevocations } from './services/accounts/revocations.ts';
import { storageLimits } from './services/storage/index.ts';
import { startTournaments } from './services/tournaments/drive.ts';
import { startMatchmaker } from './services/queue/matchmaker.ts';
import { startSweep } from './services/sweep.ts';
import { startCarrier } from './services/web-push/carrier.ts';
import { openPushKeys } from './services/web-push/keys.ts';

/**
 * A server that boots all it needs when it is told to listen and closes it when it is shut down
 * (`gracefullyShutdown(false)`); nothing runs before. Its rooms are for all registered games, or for those it is given.
 */
export function createApp(config: Config, log: Logger, games: Readonly<Record<string, Game>> = registered): Server {
  const warn = warnerOf(log);
  const http = new GuardedServer();
  const closers: Closer[] = [];
  /** Those that need the presence, which Colyseus closes first. */
  const leavers: Closer[] = [];
  let services: Services | undefined;
  const gameById = (id: string) => (Object.hasOwn(games, id) ? games[id] : undefined);
  const server = new Server({
    transport: new WebSocketTransport({ server: http }),
    greet: false,
    gracefullyShutdown: false,
    selectProcessIdToCreateRoom: selectProcess,
    logger: log,
    ...(config.redisUrl !== undefined && colyseusRedis(config.redisUrl)),
    ...(config.publicAddress !== undefined && { publicAddress: config.publicAddress }),
    async beforeListen() {
      const booted = await boot(config, log, closers, gameById);
      const { waitingRooms } = booted;
      services = booted.services;
      const ticks = new TickFigures();
      closers.push(async () => log.info(ticks.summary(), 'ticks of all rooms'));
      const settings = { services, log, lingerSeconds: config.roomLingerSeconds, ticks, waitingRooms };
      for (const [id, game] of Object.entries(games)) {
        server.define(id, gameRoom(game, settings)).filterBy(['mode']).enableRealtimeListing();
      }
      server.define(
        'lobby',
        lobbyRoom((name) => Object.hasOwn(games, name), log),
      );
      server.define('queue', queueRoom(settings));
      const watching = { ...settings, gameById, spectators: config.watchRoomSize };
      server.define('me', meRoom({ services, log }));
      server.define('watch', watchRoom(watching)).filterBy(['matchId', 'own']);
      closers.push(
        keepAppointments(services, {
          onError: warn('an appointment has no room yet'),
          onAborted: (matches) => log.warn(`${matches} matches of a server that is gone were aborted`),
        }).stop,
      );
      leavers.push(await declareRegion(config.region));
      closers.push(startMatchmaker(services.queue, warn('the queue can not go on; trying again')).stop);
    },
    express(app) {
      if (!services) return;
      routes(app, config, services, log);
      const origins = openOrigins(config.allowedOrigins, config.environment !== 'production');
      // Colyseus' types know only half of what express made.
      http.guard = frontDoor(app as Express, services, origins);
    },
  });
  // By default it lets the pages of any origin in.
  Object.assign(matchMaker.controller, { DEFAULT_CORS_HEADERS: {}, getCorsHeaders: () => ({}) });
  const onError = (error: unknown): void => log.error({ err: error }, 'something did not close as it should');
  server.onBeforeShutdown(() => closeAll(leavers, onError));
  server.onShutdown(() => closeAll(closers, onError));
  return server;
}

/** What is told of errors that stop nothing. */
const warnerOf =
  (log: Logger) =>
  (what: string) =>
  (error: Error): void =>
    log.warn({ err: error }, what);

/** Starts what has a life of its own; each adds how it is closed. */
async function boot(
  config: Config,
  log: Logger,
  closers: Closer[],
  gameById: (id: string) => Game | undefined,
): Promise<{ services: Services; waitingRooms: WaitingRooms }> {
  const warn = warnerOf(log);
  let { databaseUrl } = config;
  if (databaseUrl === undefined) {
    const embedded = await startEmbedded({ dataDir: config.dataDir, log: (line) => log.info(line) });
    closers.push(embedded.stop);
    databaseUrl = embedded.url;
    // Of one's own the start has looked before (preflight.ts).
    await checkAddresses(databaseUrl, config);
  }
  for (const name of await applyMigrations(databaseUrl)) log.info(`applied migration ${name}`);
  const db = openDatabase(databaseUrl, { poolSize: 16 });
  closers.push(db.close);
  const ownership = await holdOwnership(databaseUrl, warn('the lock of this process was lost; taking it again'));
  closers.push(ownership.release);
  const store = config.redisUrl === undefined ? inPostgres(db.pool) : inRedis(config.redisUrl, warn('Redis is away'));
  closers.push(store.close);
  const registry = config.registry
    ? followRegistry(config.registry, openGames(db).list(), warn('the registry is not followed; trying again'))
    : noRegistry;
  closers.push(registry.stop);
  const pushKey = await loadKey('push', config.webPush.key, config.dataDir);
  const webPush = { keys: openPushKeys(pushKey, config.webPush.contact), services: config.webPush.services };
  const dataKey = await loadKey('data', config.dataKey, config.dataDir);
  const waitingRooms = openWaitingRooms(dataKey);
  const services = openServices(db, {
    owner: ownership.owner,
    tokenKeys: [await loadKey('token', config.tokenKey, config.dataDir), ...config.tokenKeysOld],
    dataKeys: [dataKey, ...config.dataKeysOld],
    logKey: await loadKey('log', config.logKey, config.dataDir),
    redisUrl: config.redisUrl,
    rateLimits: openRateLimits({
      store,
      rates: ratesOf(config),
      exempt: config.rateLimitExempt,
      onError: warn('requests can not be counted for all processes; this one counts its own'),
    }),
    registry,
    storageLimits: { ...storageLimits, player: config.storage },
    regions: { all: config.regions, here: config.region },
    rooms: openRooms(gameById, waitingRooms),
    gameById,
    webPush,
    warn,
  });
  closers.push(services.boards.close);
  closers.push(services.resimulation.close);
  void services.boards.fillAll().catch(warn('leaderboards were not put into Redis; each is when it is read'));
  const revoked = await watchRevocations(services.revocations, warn('ended sessions can not be read; trying again'));
  closers.push(revoked.stop);
  const told = await receivePushes(databaseUrl, services.pushes, warn('pushes are not heard; connecting again'));
  closers.push(told.stop);
  closers.push(keepPresences(services.presences, warn('what players do can not be written; trying again')).stop);
  closers.push(services.rebuilds.stop);
  await services.rebuilds.resume();
  closers.push(startSweep(db, warn('not all that is out of date was swept away; trying again')).stop);
  // In a thread of their own: results do not wait for who reads replays and reports.
  const resimulation = openResimulation();
  closers.push(resimulation.close);
  const queue = openResultsQueue({
    databaseUrl,
    redisUrl: config.redisUrl,
    onError: warn('the queue of results can not be reached; trying again'),
    onFailed: (error, job) => log.error({ err: error, ...job }, 'a job of the results failed'),
  });
  closers.push(queue.close);
  openResults(db, queue, resimulation).work(jobsWith(services));
  closers.push(startRelay(db, queue, warn('results can not be enqueued; trying again')).stop);
  closers.push(startCarrier(db, { ...webPush, onError: warn('Web Push') }).stop);
  closers.push(startTournaments(db, services.pushes, warn('tournaments can not go on; trying again')).stop);
  return { services, waitingRooms };
}

function ratesOf({ rateLimit, titleRateLimit, authRateLimit }: Config): Rates {
  return {
    default: { requests: rateLimit, seconds: 60 },
    matchmake: { requests: rateLimit, seconds: 60 },
    title: { requests: titleRateLimit, seconds: 60 },
    auth: { requests: authRateLimit, seconds: 60 },
    password: { requests: 10, seconds: 15 * 60 },
    chat: { requests: 10, seconds: 10 },
    invite: { requests: 60, seconds: 60 * 60 },
    complaint: { requests: 10, seconds: 60 * 60 },
  };
}

function routes(app: Application, config: Config, services: Services, log: Logger): void {
  app.locals['onError'] = (error: unknown) => log.error({ err: error }, 'a request failed');
  app.disable('x-powered-by');
  // The API and files have theirs; other answers need none.
  app.disable('etag');
  app.set('trust proxy', config.trustProxy);
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  app.use('/api/v1', mount(endpoints, services));
  app.use('/api/docs', reference());
  app.use('/problems', problemPages());
  app.use('/r', shareLinks(services));
  app.use('/assets', assetFiles(services));
  app.use('/u', unlockCards(services));
  if (config.environment !== 'production' || config.adminToken !== undefined) {
    const guard = adminOnly(config.environment === 'production' ? config.adminToken : undefined);
    app.use('/monitor', guard, asTool, onlyLooks, monitor());
    app.use('/playground', guard, asTool, playground());
  }
  const missing = missingPages();
  if (missing !== undefined) log.warn(missing);
  app.use(pages());
  app.use(() => {
    throw new Problem(404, 'not-found', 'There is no such path.');
  });
  app.use(sayNotFound, sendProblem);
}

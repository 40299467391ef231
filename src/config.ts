// The environment as a typed config: the only reader of process.env. Says all that is wrong with it at once.

import { resolve } from 'node:path';
import { z } from 'zod';
import {
  addresses,
  addressesMeant,
  contact,
  count,
  keyIds,
  listOf,
  origins,
  p256Key,
  perMinute,
  port,
  regionName,
  seed,
  seeds,
  url,
} from './config-shapes.ts';
import { StartupError } from './startup-error.ts';

/** Every variable with its meaning: `npm run doctor` prints this table. */
export const variables = {
  PORT: port.default(2567).describe('port of HTTP and WebSocket; 0 picks a free one'),
  PUBLIC_ADDRESS: z
    .string()
    .regex(/^[^/\s]+(\/\S*)?$/, 'must be a host, with a port or path where there is one: game-1.example.com:2567')
    .optional()
    .describe('where clients reach this very process; needed where several share a REDIS_URL'),
  HOST: z.string().min(1).default('0.0.0.0').describe('address to listen on'),
  NODE_ENV: z
    .enum(['development', 'production', 'test'])
    .default('development')
    .describe('production hides the playground and monitor, and logs JSON'),
  DATA_DIR: z
    .string()
    .min(1)
    .default('.data')
    .describe(
      'folder of the embedded PostgreSQL and of generated keys; the database of root, who lets another user run it, is in ' +
        '/var/lib/arbiter where that one can not enter this folder',
    ),
  DATABASE_URL: url('postgres:', 'postgresql:')
    .optional()
    .describe('a PostgreSQL of your own; unset: an embedded one in DATA_DIR'),
  REDIS_URL: url('redis:', 'rediss:')
    .optional()
    .describe('Redis for job queues, presence and several processes; unset: PostgreSQL does the queues'),
  TOKEN_KEY: seed.optional().describe('Ed25519 seed that signs session tokens; unset: generated once in DATA_DIR'),
  LOG_KEY: seed
    .optional()
    .describe('Ed25519 seed that signs finished logs; may change, old logs still verify; unset: generated in DATA_DIR'),
  TOKEN_KEYS_OLD: seeds
    .optional()
    .describe('earlier TOKEN_KEYs, separated by commas: their tokens count until they expire, 15 minutes'),
  DATA_KEY: seed
    .optional()
    .describe('32 bytes that encrypt e-mail addresses; unset: generated once in DATA_DIR. Lost, they are lost, too'),
  DATA_KEYS_OLD: seeds
    .optional()
    .describe('earlier DATA_KEYs, separated by commas; `npx arbiter reseal` moves all addresses to the current one'),
  DATA_KEYS_LOST: keyIds
    .optional()
    .describe('ids of DATA_KEYs that are lost for good, as a start names them: it goes on without their addresses'),
  PUSH_KEY: p256Key
    .optional()
    .describe(
      'private P-256 key that identifies this server to push services, 32 bytes; unset: generated once in DATA_DIR. ' +
        'Changed, all who have subscribed to Web Push have to do so again',
    ),
  PUSH_CONTACT: contact
    .optional()
    .describe('where people of push services reach you, mailto: or https:; unset: PUBLIC_URL where that is https'),
  PUSH_SERVICES: origins
    .refine((each) => !each.includes('*'), 'must name each origin')
    .optional()
    .describe('origins of push services that may be used though not public, separated by commas; unset: none'),
  ALLOWED_ORIGINS: origins
    .optional()
    .describe(
      "origins whose pages may use this server, with commas, or *; unset: its own, and no production: localhost's",
    ),
  TRUST_PROXY: z
    .union([z.coerce.number().int().min(1), addresses], { error: `must be a number of proxies, or ${addressesMeant}` })
    .optional()
    .describe('proxies whose X-Forwarded-For counts: how many stand before us, or their addresses; unset: none'),
  RATE_LIMIT: perMinute
    .default(100)
    .describe('requests a minute to the HTTP API, for each player, or address of who is not signed in'),
  TITLE_RATE_LIMIT: perMinute
    .default(6_000)
    .describe("requests a minute of a title's servers, for each title; one may carry 1,000 unlocks or scores"),
  AUTH_RATE_LIMIT: perMinute
    .default(20)
    .describe(
      'requests a minute to sign in, register, refresh, change a password, export or delete an account, for each address',
    ),
  RATE_LIMIT_EXEMPT: z
    .union([z.literal('none').transform(() => []), addresses], { error: `must be none, or ${addressesMeant}` })
    .optional()
    .describe('addresses or networks that are not limited, or none; unset: loopback, and none in production'),
  PUBLIC_URL: url('http:', 'https:')
    .optional()
    .describe('where players reach the server, as the registry is told; unset: localhost'),
  GAME_REGISTRY_URL: url('http:', 'https:')
    .optional()
    .describe('a registry that is told of the games here, and tells of titles elsewhere (docs/registry.md)'),
  GAME_REGISTRY_TOKEN: z.string().min(1).optional().describe('shown to the registry, as a bearer token'),
  STORAGE_VALUES: count.default(1_000).describe('how many values a player may keep'),
  STORAGE_BYTES: count.default(1_048_576).describe('how much JSON a player may keep, all values together'),
  ADMIN_TOKEN: z
    .string()
    .min(16, 'must have at least 16 characters')
    .optional()
    .describe('opens playground and monitor in production (user "admin", this as password)'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('info')
    .describe('least level logged'),
  REGIONS: listOf(regionName)
    .default(['local'])
    .describe('where matches are played, the names separated by commas, the same on every process: eu,us-east'),
  REGION: regionName.optional().describe('the one of REGIONS in which this process is; unset: the first of them'),
  WATCH_ROOM_SIZE: count
    .min(1)
    .max(5000)
    .default(500)
    .describe('spectators in one watch room; more of them get another, on the process with the fewest rooms'),
  ROOM_LINGER_SECONDS: z.coerce
    .number()
    .min(0)
    .max(3600)
    .default(30)
    .describe('how long a room stays open after its match has ended'),
} as const;

const secrets: ReadonlySet<string> = new Set([
  'TOKEN_KEY',
  'TOKEN_KEYS_OLD',
  'LOG_KEY',
  'DATA_KEY',
  'DATA_KEYS_OLD',
  'PUSH_KEY',
  'ADMIN_TOKEN',
  'GAME_REGISTRY_TOKEN',
]);

/** A variable's value as it may be shown: no key, and no password in a URL. */
export function shown(name: string, value: string): string {
  return secrets.has(name) ? '(set)' : value.replace(/:\S*@/, ':…@');
}

const shape = z.object(variables);

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly publicAddress: string | undefined;
  readonly environment: 'development' | 'production' | 'test';
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly tokenKey: string | undefined;
  readonly tokenKeysOld: readonly string[];
  readonly dataKey: string | undefined;
  readonly dataKeysOld: readonly string[];
  /** Ids. */
  readonly dataKeysLost: readonly string[];
  readonly logKey: string | undefined;
  /** Origins, or `*`. */
  readonly allowedOrigins: readonly string[];
  /** As express takes it. */
  readonly trustProxy: number | string[] | false;
  /** A minute. */
  readonly rateLimit: number;
  readonly titleRateLimit: number;
  readonly authRateLimit: number;
  readonly rateLimitExempt: readonly string[];
  /** Of one player. */
  readonly storage: { readonly values: number; readonly bytes: number };
  readonly registry: { readonly url: string; readonly token: string | undefined; readonly address: string } | undefined;
  /** `services`: origins. */
  readonly webPush: {
    readonly key: string | undefined;
    readonly contact: string;
    readonly services: readonly string[];
  };
  readonly adminToken: string | undefined;
  readonly logLevel: string;
  readonly roomLingerSeconds: number;
  readonly watchRoomSize: number;
  readonly regions: readonly string[];
  /** This process'. */
  readonly region: string;
}

/** Throws StartupError with one line per wrong variable. An empty variable counts as unset. */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = shape.safeParse(given);
  if (!parsed.success) {
    throw new StartupError(
      parsed.error.issues.map(({ path, message }) => {
        const name = String(path[0]);
        return `${name}=${shown(name, environment[name] ?? '')}: ${message}`;
      }),
    );
  }
  const { data } = parsed;
  const region = data.REGION ?? data.REGIONS[0]!;
  if (!data.REGIONS.includes(region)) throw new StartupError([`REGION=${region}: must be one of REGIONS`]);
  return {
    port: data.PORT,
    host: data.HOST,
    publicAddress: data.PUBLIC_ADDRESS,
    environment: data.NODE_ENV,
    dataDir: resolve(data.DATA_DIR),
    databaseUrl: data.DATABASE_URL,
    redisUrl: data.REDIS_URL,
    tokenKey: data.TOKEN_KEY,
    tokenKeysOld: data.TOKEN_KEYS_OLD ?? [],
    dataKey: data.DATA_KEY,
    dataKeysOld: data.DATA_KEYS_OLD ?? [],
    dataKeysLost: data.DATA_KEYS_LOST ?? [],
    allowedOrigins: data.ALLOWED_ORIGINS ?? [],
    trustProxy: data.TRUST_PROXY ?? false,
    rateLimit: data.RATE_LIMIT,
    titleRateLimit: data.TITLE_RATE_LIMIT,
    authRateLimit: data.AUTH_RATE_LIMIT,
    rateLimitExempt: data.RATE_LIMIT_EXEMPT ?? (data.NODE_ENV === 'production' ? [] : ['loopback']),
    logKey: data.LOG_KEY,
    storage: { values: data.STORAGE_VALUES, bytes: data.STORAGE_BYTES },
    registry:
      data.GAME_REGISTRY_URL === undefined
        ? undefined
        : {
            url: data.GAME_REGISTRY_URL,
            token: data.GAME_REGISTRY_TOKEN,
            address: data.PUBLIC_URL ?? `http://localhost:${data.PORT}`,
          },
    webPush: {
      key: data.PUSH_KEY,
      contact: data.PUSH_CONTACT ?? contactOf(data.PUBLIC_URL),
      services: data.PUSH_SERVICES ?? [],
    },
    adminToken: data.ADMIN_TOKEN,
    logLevel: data.LOG_LEVEL,
    roomLingerSeconds: data.ROOM_LINGER_SECONDS,
    watchRoomSize: data.WATCH_ROOM_SIZE,
    regions: data.REGIONS,
    region,
  };
}

/** Push services want one; most take any, and none is made public. */
const contactOf = (publicUrl: string | undefined): string =>
  publicUrl?.startsWith('https:') ? publicUrl : 'mailto:postmaster@localhost';

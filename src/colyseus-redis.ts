// Redis as Colyseus takes it: rooms, their listings and what is told in them, across processes.

import { RedisDriver } from '@colyseus/redis-driver';
import { RedisPresence } from '@colyseus/redis-presence';

/** FACTS of ioredis: without `maxRetriesPerRequest: null` an outage of seconds breaks matchmaking until a restart. */
export function colyseusRedis(url: string) {
  const { hostname: host, port, username, password, pathname, protocol } = new URL(url);
  const options = {
    host,
    port: Number(port || 6379),
    db: Number(pathname.slice(1) || 0),
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' && { tls: {} }),
    maxRetriesPerRequest: null,
  };
  return { presence: new RedisPresence(options), driver: new RedisDriver(options) };
}

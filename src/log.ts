// The process' log: JSON lines in production, lines for people elsewhere.

import { type Logger, pino } from 'pino';
import pretty from 'pino-pretty';
import type { Config } from './config.ts';

export function openLog({ environment, logLevel }: Pick<Config, 'environment' | 'logLevel'>): Logger {
  if (environment === 'production') return pino({ level: logLevel });
  return pino({ level: logLevel }, pretty({ sync: true, ignore: 'pid,hostname', translateTime: 'HH:MM:ss' }));
}

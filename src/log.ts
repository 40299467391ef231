// The process' log: JSON lines in production, lines for people elsewhere.

import { type Logger, pino } from 'pino';
import pretty from 'pino-pretty';
import type { Config } from './config.ts';

/** Whoever logs a whole request, player or session does not log these. */
const secretFields = ['authorization', 'cookie', 'email', 'newPassword', 'password', 'refreshToken', 'token'];
const redact = {
  paths: secretFields.flatMap((field) => ['', '*.', '*.*.', '*.*.*.'].map((depth) => `${depth}${field}`)),
  censor: '[secret]',
};

export function openLog({ environment, logLevel }: Pick<Config, 'environment' | 'logLevel'>): Logger {
  if (environment === 'production') return pino({ level: logLevel, redact });
  return pino({ level: logLevel, redact }, pretty({ sync: true, ignore: 'pid,hostname', translateTime: 'HH:MM:ss' }));
}

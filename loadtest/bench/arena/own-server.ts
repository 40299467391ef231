// Arbiter whole, as a process, with an arena that seats a crowd: `own-server.ts <players>`, and the usual environment.

import { createApp } from '../../../src/app.ts';
import { loadConfig } from '../../../src/config.ts';
import { arena } from '../../../src/games/arena/index.ts';
import { arenaMode } from '../../../src/games/arena/modes.ts';
import type { Game } from '../../../src/games/kit/index.ts';
import { openLog } from '../../../src/log.ts';
import { answerQuestions } from './inspect.ts';

const seats = Number(process.argv[2]);
const crowd = arenaMode('Crowd', seats, { rated: false, scoreLimit: 60_000, seconds: 1_800 });
const game = { ...arena, rules: { ...arena.rules, modes: { crowd }, defaultMode: 'crowd' } };
const config = loadConfig();
const server = createApp(config, openLog(config), { arena: game as Game });
process.on('SIGTERM', () => void server.gracefullyShutdown(false).then(() => process.exit(0)));
answerQuestions();
await server.listen(config.port, config.host);

// The kit: everything a game, a room, a replay or a judge needs in common.
export * from './analysis.ts';
export * from './byte-stream.ts';
export * from './chances.ts';
export * from './conduct.ts';
export * from './difference.ts';
export * from './game.ts';
export * from './log.ts';
export * from './match.ts';
export * from './replay.ts';
export * from './rng.ts';
export * from './snapshot.ts';

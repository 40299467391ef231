// The thread in which matches are played again.

import { parentPort } from 'node:worker_threads';
import type { StoredLog } from '../../replays/log-file.ts';
import { type MatchRecord, playMatch, reportOn } from './play.ts';
import { makeLogFile, makeReplay } from './files.ts';

const tasks = { playMatch, reportOn, makeReplay, makeLogFile };

export type Task = keyof typeof tasks;

/** `input` is the task's. */
export interface Question {
  readonly id: number;
  readonly task: Task;
  readonly input: unknown;
}

/** `found` is what the task returns. */
export type Answer = { readonly id: number } & ({ readonly found: unknown } | { readonly failure: unknown });

parentPort!.on('message', ({ id, task, input }: Question) => {
  parentPort!.postMessage({ id, ...answer(task, input) }, []);
});

function answer(task: Task, input: unknown): { found: unknown } | { failure: unknown } {
  try {
    return { found: tasks[task](input as MatchRecord & StoredLog) };
  } catch (failure) {
    return { failure };
  }
}

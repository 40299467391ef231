// Plays finished matches again in a thread of its own: one that lasted five minutes may take a second, for which neither
// a room of this process nor a request shall wait.

import { Worker } from 'node:worker_threads';
import type { Report } from '../../replays/report.ts';
import type { StoredLog } from '../../replays/log-file.ts';
import type { KeptLog } from '../stored-logs.ts';
import type { MatchRecord, Played } from './play.ts';
import type { MadeReplay } from './files.ts';
import type { Answer, Question, Task } from './thread.ts';

export interface Resimulation {
  /** See play.ts. */
  play(match: MatchRecord): Promise<Played>;
  report(log: KeptLog): Promise<Report | undefined>;
  /** See files.ts. */
  replay(log: StoredLog): Promise<MadeReplay>;
  logFile(log: KeptLog): Promise<Uint8Array>;
  close(): Promise<void>;
}

interface Waiting {
  resolve(found: unknown): void;
  reject(failure: unknown): void;
}

/** The thread begins with the first question. Where it dies, all that wait are told, and the next one gets another. */
export function openResimulation(): Resimulation {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | undefined;
  let asked = 0;

  function begin(): Worker {
    const started = new Worker(new URL('thread.ts', import.meta.url));
    const end = (error: Error): void => {
      if (thread !== started) return;
      thread = undefined;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    };
    started.on('error', end);
    started.on('exit', () => end(new Error('the thread that plays matches again has ended')));
    started.on('message', (answer: Answer) => {
      const { resolve, reject } = waiting.get(answer.id)!;
      waiting.delete(answer.id);
      // Only questions keep the process alive.
      if (waiting.size === 0) started.unref();
      if ('failure' in answer) reject(answer.failure);
      else resolve(answer.found);
    });
    return started;
  }

  function ask<T>(task: Task, input: unknown): Promise<T> {
    const current = (thread ??= begin());
    current.ref();
    const question: Question = { id: asked++, task, input };
    const { promise, ...settle } = Promise.withResolvers<unknown>();
    waiting.set(question.id, settle);
    current.postMessage(question, []);
    return promise as Promise<T>;
  }

  return {
    play: (match) => ask('playMatch', match),
    report: (log) => ask('reportOn', log),
    replay: (log) => ask('makeReplay', log),
    logFile: (log) => ask('makeLogFile', log),
    async close() {
      await thread?.terminate();
    },
  };
}

// What a game room tells of its match's log while it grows: one small message per tick, however many rooms listen, in
// this process or, over Redis, in others.

import type { Presence } from '@colyseus/core';

/** Part of a log, as it is written; `tick` is how far the match has come. */
export interface LogNews {
  /** The number of the first of these entries; the log's first is 0. */
  readonly from: number;
  readonly tick: number;
  /** Entries as in a chunk (docs/log-format.md); empty when only time has passed. */
  readonly entries: Uint8Array;
  /** The match has ended without a result, for this reason: no more will come. */
  readonly aborted?: string;
}

type Message = Omit<LogNews, 'entries'> & { readonly entries: string };

const topicOf = (matchId: string): string => `log:${matchId}`;

export function publishNews(presence: Presence, matchId: string, { entries, ...news }: LogNews): void {
  // Redis carries JSON.
  const message: Message = { ...news, entries: Buffer.from(entries).toString('base64') };
  void presence.publish(topicOf(matchId), message);
}

/** Hears all that is published from the moment on when this resolves; returns how to stop. */
export async function subscribeToNews(
  presence: Presence,
  matchId: string,
  onNews: (news: LogNews) => void,
): Promise<() => void> {
  const hear = ({ entries, ...news }: Message): void => onNews({ ...news, entries: Buffer.from(entries, 'base64') });
  await presence.subscribe(topicOf(matchId), hear);
  return () => void presence.unsubscribe(topicOf(matchId), hear);
}

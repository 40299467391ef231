// What a game room tells of its match's log while it grows: one small message per tick, however many rooms listen, in
// this process or, over Redis, in others.

import type { Presence } from '@colyseus/core';
import { concat } from '../replays/bytes.ts';

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

/** So much waits of a match's news: Redis may be away for as long as the match goes on. */
const mostWaitingBytes = 65_536;

/**
 * A way to tell the news of a match, which follow each other without a gap; it does not wait, and never throws. One message
 * is on its way at a time, and the next one has all that came meanwhile; where that is too much, the newest alone: whoever
 * hears that something is missing reads it from the database.
 */
export function openLogFeed(presence: Pick<Presence, 'publish'>, matchId: string): (news: LogNews) => void {
  let waiting: LogNews | undefined;
  let telling = false;

  async function tell(): Promise<void> {
    telling = true;
    for (let news = waiting; news; news = waiting) {
      waiting = undefined;
      // Redis carries JSON.
      const message: Message = { ...news, entries: Buffer.from(news.entries).toString('base64') };
      try {
        await presence.publish(topicOf(matchId), message);
      } catch {
        // What is lost on the way is missed as well.
      }
    }
    telling = false;
  }

  return (news) => {
    waiting = join(waiting, news);
    if (!telling) void tell();
  };
}

function join(before: LogNews | undefined, news: LogNews): LogNews {
  if (!before) return news;
  const { aborted } = before;
  const entries = concat([before.entries, news.entries]);
  const kept = entries.length > mostWaitingBytes ? news : { ...news, from: before.from, entries };
  return { ...(aborted !== undefined && { aborted }), ...kept };
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

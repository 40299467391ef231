// What has happened to a player, in words: on the page, and where the push worker shows it.

import type { Notice } from '../queues/notifications.ts';

/** Undefined: a kind that is not known here. */
export function wordsFor(content: Notice): string | undefined {
  switch (content.kind) {
    case 'friend.requested':
      return `${content.from.name} would like to be your friend`;
    case 'friend.accepted':
      return `${content.by.name} is your friend now`;
    case 'achievement.unlocked':
      return `You have unlocked “${titleOf(content.achievement)}” for ${content.points} points`;
    case 'report.resolved':
      return content.acted
        ? 'Moderators have looked into your report and done something about it'
        : 'Moderators have looked into your report and found nothing to be done';
    case 'moderation.warned':
      return `A warning by the moderators: ${content.reason}`;
    case 'moderation.muted':
      return `You can't write to anyone ${untilWhen(content.until)}: ${content.reason}`;
    default:
      return undefined;
  }
}

const untilWhen = (iso: string | null): string =>
  iso === null ? 'until further notice' : `until ${new Date(iso).toLocaleString()}`;

/** `first-steps` as "First steps": a notification names what it tells of by its id. */
const titleOf = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');

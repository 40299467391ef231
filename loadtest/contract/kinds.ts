// What the parameters and members of the API's operations mean: which kind of thing is named by which, where.

import type { Kind } from './stock.ts';

/** By its name, or by '' what has to be there though nothing names it; of the lines that fit, the first one counts. */
const meanings: readonly (readonly [name: string, operation: RegExp, kind: Kind])[] = [
  ['', /^(GET|DELETE) \/party$/, 'ownParty'],
  ['id', /^POST \/achievements\/check\//, 'oneself'],
  ['id', /^POST \/achievements\//, 'unlocked'],
  ['id', /\/achievements\/links\//, 'unlockLink'],
  ['id', /\/admin\/cases\//, 'case'],
  ['id', /\/admin\/dead-letters\//, 'deadLetter'],
  ['id', /^DELETE \/admin\/players\/\{id\}\/ban/, 'banned'],
  ['id', /^PUT \/admin\/players\/\{id\}\/role/, 'member'],
  ['id', /\/auth\/sessions\//, 'session'],
  ['id', /^DELETE \/blocks\//, 'blocked'],
  ['id', /\/friends\/requests\//, 'requester'],
  ['id', /\/friends\//, 'friend'],
  ['id', /\/games\//, 'title'],
  ['id', /^DELETE \/links\//, 'ownLink'],
  ['id', /\/links\//, 'link'],
  ['id', /\/matches\//, 'match'],
  ['id', /\/messages\//, 'writer'],
  ['id', /^DELETE \/moderation\/mutes\//, 'silenced'],
  ['id', /\/reports\/\{id\}\/resolve/, 'takenReport'],
  ['id', /\/reports\//, 'report'],
  ['id', /^DELETE \/mutes\//, 'muted'],
  ['id', /^GET \/(leaderboards|players)\/|\/storage\//, 'veteran'],
  ['id', /\/push\/subscriptions\//, 'subscription'],
  ['id', /\/rooms\/\{id\}\/leave/, 'ownRoom'],
  ['id', /\/rooms\//, 'room'],
  ['id', /^DELETE \/tournaments\/\{id\}\/entry/, 'entered'],
  ['id', /\/tournaments\//, 'tournament'],
  // Whoever is acted upon may be banned or renamed by it: nobody who asks.
  ['id', /\/(players|blocks|mutes)\//, 'stranger'],
  ['keyId', /./, 'titleKey'],
  ['name', /^DELETE .*\/assets\//, 'asset'],
  ['collection', /^\w+ \/games\//, 'gameCollection'],
  ['collection', /^\w+ \/players\//, 'titleCollection'],
  ['collection', /./, 'collection'],
  ['key', /^(GET|DELETE) \/games\//, 'gameValue'],
  ['key', /^(GET|DELETE) \/players\//, 'titleValue'],
  ['key', /^(GET|DELETE) \/storage\//, 'value'],
  ['email', /\/auth\/register|^POST \/players$/, 'newEmail'],
  ['email', /./, 'email'],
  ['password', /./, 'password'],
  ['newPassword', /./, 'password'],
  ['refreshToken', /./, 'refreshToken'],
  ['playerId', /^DELETE .*\/developers\//, 'otherDeveloper'],
  ['playerId', /\/developers\//, 'developer'],
  ['playerId', /\/party\/invites/, 'companion'],
  ['playerId', /\/party\/players\//, 'invited'],
  ['playerId', /^POST \/reports/, 'writer'],
  ['playerId', /./, 'stranger'],
  ['player_id', /./, 'veteran'],
  ['achievement_id', /./, 'achievement'],
  ['achievement', /^DELETE /, 'unusedAchievement'],
  ['partyId', /./, 'partyInvitedTo'],
  ['messageId', /./, 'message'],
  ['matchId', /./, 'match'],
  ['text', /./, 'text'],
  ['upTo', /./, 'message'],
  ['ids', /\/presence/, 'veteran'],
  ['ids', /\/dead-letters\//, 'deadLetters'],
  ['ids', /\/notifications\//, 'notifications'],
  ['endpoint', /\/push\//, 'pushEndpoint'],
  ['p256dh', /./, 'pushKey'],
  ['game', /\/ladders\//, 'ladder'],
  ['game', /./, 'game'],
  ['mode', /./, 'mode'],
  ['modes', /./, 'mode'],
  ['format', /./, 'format'],
  ['startsAt', /./, 'later'],
  ['link', /./, 'link'],
  ['kind', /./, 'eventKind'],
];

/** The kinds that these parameters and members of an operation (`GET /party`) are of. */
export function kindsOf(operation: string, names: ReadonlySet<string>): ReadonlyMap<string, Kind> {
  const kinds = new Map<string, Kind>();
  for (const [name, where, kind] of meanings) {
    if (names.has(name) && !kinds.has(name) && where.test(operation)) kinds.set(name, kind);
  }
  return kinds;
}

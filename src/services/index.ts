// All use-cases over one database: what endpoints and rooms are given.

import type { Database } from '../db/client.ts';
import type { Game } from '../games/kit/index.ts';
import { openAccessTokens } from './accounts/access-tokens.ts';
import { openAccess } from './access.ts';
import { openAccounts } from './accounts/index.ts';
import { openAchievements } from './achievements/index.ts';
import { openActivity } from './activity.ts';
import { openAnalytics } from './analytics/index.ts';
import { openAppointments } from './appointments.ts';
import { openAssets } from './assets.ts';
import { openAudit } from './audit.ts';
import { openBans } from './accounts/bans.ts';
import { openBoards } from './boards/index.ts';
import { openBots } from './bots.ts';
import { openCases } from './cases.ts';
import { openChat } from './chat/index.ts';
import { openConversations } from './chat/messages.ts';
import { openComplaints } from './complaints.ts';
import { openCredentials } from './accounts/credentials.ts';
import { openDeadLetters } from './results/dead-letters.ts';
import { signerOf } from './ed25519.ts';
import { openBlocks } from './friends/blocks.ts';
import { openFriends } from './friends/index.ts';
import { openFunnel } from './funnel.ts';
import { openGames } from './games.ts';
import { openIdempotency } from './idempotency.ts';
import { openJournal } from './journal.ts';
import { openLadders } from './ladders/index.ts';
import { openRebuilds } from './ladders/rebuilds.ts';
import { openLeaderboards } from './leaderboards.ts';
import { openLinks } from './links.ts';
import { openLogKeys } from './log-keys.ts';
import { openMatches } from './matches.ts';
import { openModeration } from './moderation.ts';
import { openNotifications } from './notifications.ts';
import { openParties } from './parties.ts';
import { openPersonalData } from './personal-data.ts';
import { openPlayers } from './players.ts';
import { openPresences } from './presences.ts';
import { openPushes } from './pushes.ts';
import { openQueue } from './queue/index.ts';
import type { RateLimits } from './rate-limits.ts';
import { openRegions, type RegionNames } from './regions.ts';
import { noRegistry, type Registry } from './registry.ts';
import { openReplays } from './replays.ts';
import { openReports } from './reports.ts';
import { openResimulation } from './resimulation/index.ts';
import { openRevocations } from './accounts/revocations.ts';
import { noRooms, type Rooms } from './rooms.ts';
import { openEmailSeal } from './accounts/sealed-email.ts';
import { openSeasons } from './seasons.ts';
import { openSessions } from './accounts/sessions.ts';
import { openSettings } from './settings.ts';
import { openSilences } from './silences.ts';
import { openStatistics } from './statistics/index.ts';
import { openStatus } from './status.ts';
import { openStorage, type StorageLimits } from './storage/index.ts';
import { openTitles } from './titles/index.ts';
import { openWorkshop } from './titles/workshop.ts';
import { openTournaments } from './tournaments/index.ts';
import { openUnlockLinks } from './unlock-links.ts';
import { openVoiding } from './void-match.ts';
import { openWebPush, type WebPushParts } from './web-push/index.ts';

export type Services = ReturnType<typeof openServices>;

/** The key that is used, then older ones that are still accepted; 32 bytes each, in base64url. */
type Keys = readonly [string, ...string[]];

export interface ServicesOptions {
  /** See ownership.ts. */
  readonly owner: number;
  /** Ed25519; see access-tokens.ts. */
  readonly tokenKeys: Keys;
  /** See sealed-email.ts. */
  readonly dataKeys: Keys;
  /** Signs finished logs: the Ed25519 private key, 32 bytes in base64url. */
  readonly logKey: string;
  readonly rateLimits: RateLimits;
  readonly registry?: Registry;
  readonly storageLimits?: StorageLimits;
  /** Makes boards faster; unset: PostgreSQL alone answers. */
  readonly redisUrl?: string | undefined;
  /** Where this process is, of all regions; left out: in the only one. */
  readonly regions?: RegionNames;
  /** Left out where there are none: they then can't be asked for, nor does the queue make matches. */
  readonly rooms?: Rooms;
  /** What can be queued for; left out: the registered games. */
  readonly gameById?: (id: string) => Game | undefined;
  /** Left out: with a key that nobody else has. */
  readonly webPush?: WebPushParts;
  /** Makes of a sentence what is told of errors that stop nothing. */
  readonly warn?: (what: string) => (error: Error) => void;
}

export function openServices(db: Database, options: ServicesOptions) {
  const {
    owner,
    tokenKeys,
    dataKeys,
    logKey,
    rateLimits,
    redisUrl,
    storageLimits,
    registry = noRegistry,
    rooms = noRooms,
    gameById,
    warn = () => () => undefined,
  } = options;
  const signer = signerOf(logKey);
  const seal = openEmailSeal(dataKeys);
  const credentials = openCredentials(db, seal, rateLimits);
  const revocations = openRevocations(db);
  const sessions = openSessions(db, openAccessTokens(tokenKeys), revocations);
  const access = openAccess(db);
  const rebuilds = openRebuilds(db, warn('ratings can not be counted anew; trying again'));
  const resimulation = openResimulation();
  const pushes = openPushes(db, warn('players were not told of something'));
  const boards = openBoards(db, { redisUrl, onError: warn('Redis can not be asked for leaderboards; PostgreSQL is') });
  const games = openGames(db);
  const parties = openParties(db, pushes, rateLimits);
  const blocks = openBlocks(db, parties);
  const players = openPlayers(db, seal);
  const silences = openSilences(db, pushes);
  const complaints = openComplaints(db, { pushes, rateLimits, revocations });
  const presences = openPresences(db, owner, pushes);
  const achievements = openAchievements(db, resimulation);
  const funnel = openFunnel(db, warn('people in queues were not counted'));
  const regions = openRegions(db, options.regions ?? { all: ['local'], here: 'local' });
  const webPush = openWebPush(db, options.webPush);
  return {
    access,
    accounts: openAccounts(db, { credentials, sessions, revocations, seal }),
    achievements,
    activity: openActivity(db),
    analytics: openAnalytics(db),
    appointments: openAppointments(db, owner),
    assets: openAssets(db),
    audit: openAudit(db),
    bans: openBans(db, revocations),
    blocks,
    boards,
    bots: openBots(db),
    cases: openCases(db),
    chat: openChat(db, { blocks, complaints, players, pushes, rateLimits, silences }),
    complaints,
    conversations: openConversations(db),
    deadLetters: openDeadLetters(db),
    friends: openFriends(db, { presences, pushes, rateLimits }),
    funnel,
    games,
    idempotency: openIdempotency(db),
    journal: openJournal(db.pool),
    ladders: openLadders(db),
    leaderboards: openLeaderboards(db, boards, games),
    links: openLinks(db, access),
    logKeys: openLogKeys(db, signer),
    matches: openMatches(db, owner, signer),
    moderation: openModeration(db, credentials, revocations),
    notifications: openNotifications(db),
    parties,
    personalData: openPersonalData(db, { credentials, pushes, revocations, seal, webPush }),
    players,
    presences,
    pushes,
    queue: openQueue(db, { funnel, parties, presences, pushes, regions, rooms, gameById }),
    rateLimits,
    rebuilds,
    regions,
    registry,
    replays: openReplays(db, resimulation),
    reports: openReports(db, resimulation),
    resimulation,
    revocations,
    rooms,
    seasons: openSeasons(db),
    sessions,
    settings: openSettings(db, presences),
    silences,
    statistics: openStatistics(db, { achievements, players }),
    status: openStatus(db),
    storage: openStorage(db, storageLimits),
    titles: openTitles(db, pushes),
    tournaments: openTournaments(db, { players, pushes }),
    unlockLinks: openUnlockLinks(db),
    voiding: openVoiding(db, rebuilds),
    webPush,
    workshop: openWorkshop(db),
  };
}

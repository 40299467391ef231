// All use-cases over one database: what endpoints and rooms are given.

import type { Database } from '../db/client.ts';
import type { Game } from '../games/kit/index.ts';
import { type Access, openAccess } from './access.ts';
import { type Assets, openAssets } from './assets.ts';
import { type Audit, openAudit } from './audit.ts';
import { type Cases, openCases } from './cases.ts';
import { openAccessTokens } from './access-tokens.ts';
import { type Accounts, openAccounts } from './accounts.ts';
import { type Achievements, openAchievements } from './achievements/index.ts';
import { type Analytics, openAnalytics } from './analytics/index.ts';
import { type Bans, openBans } from './bans.ts';
import { type Bots, openBots } from './bots.ts';
import { type Appointments, openAppointments } from './appointments.ts';
import { type DeadLetters, openDeadLetters } from './dead-letters.ts';
import { type Chat, openChat } from './chat/index.ts';
import { type Conversations, openConversations } from './chat/messages.ts';
import { type Complaints, openComplaints } from './complaints.ts';
import { openCredentials } from './credentials.ts';
import { signerOf } from './ed25519.ts';
import { type Funnel, openFunnel } from './funnel.ts';
import { type Blocks, openBlocks } from './friends/blocks.ts';
import { type Friends, openFriends } from './friends/index.ts';
import { type Games, openGames } from './games.ts';
import { type Idempotency, openIdempotency } from './idempotency.ts';
import { type Journal, openJournal } from './journal.ts';
import { type Ladders, openLadders } from './ladders/index.ts';
import { type Activity, openActivity } from './activity.ts';
import { type Boards, openBoards } from './boards/index.ts';
import { openSeasons, type Seasons } from './seasons.ts';
import { openRebuilds, type Rebuilds } from './ladders/rebuilds.ts';
import { type Leaderboards, openLeaderboards } from './leaderboards.ts';
import { type Links, openLinks } from './links.ts';
import { type LogKeys, openLogKeys } from './log-keys.ts';
import { type Matches, openMatches } from './matches.ts';
import { type Moderation, openModeration } from './moderation.ts';
import { openPersonalData, type PersonalData } from './personal-data.ts';
import { type Notifications, openNotifications } from './notifications.ts';
import { openParties, type Parties } from './parties.ts';
import { openPlayers, type Players } from './players.ts';
import { openPresences, type Presences } from './presences.ts';
import { openPushes, type Pushes } from './pushes.ts';
import { openQueue, type Queue } from './queue/index.ts';
import type { RateLimits } from './rate-limits.ts';
import { noRegistry, type Registry } from './registry.ts';
import { openRegions, type RegionNames, type Regions } from './regions.ts';
import { openReplays, type Replays } from './replays.ts';
import { openReports, type Reports } from './reports.ts';
import { openResimulation, type Resimulation } from './resimulation/index.ts';
import { openRevocations, type Revocations } from './revocations.ts';
import { noRooms, type Rooms } from './rooms.ts';
import { openEmailSeal } from './sealed-email.ts';
import { openSessions, type Sessions } from './sessions.ts';
import { openSettings, type Settings } from './settings.ts';
import { openStatistics, type Statistics } from './statistics/index.ts';
import { openStorage, type Storage, type StorageLimits } from './storage/index.ts';
import { openStatus, type ServerStatus } from './status.ts';
import { openSilences, type Silences } from './silences.ts';
import { openUnlockLinks, type UnlockLinks } from './unlock-links.ts';
import { openTitles, type Titles } from './titles/index.ts';
import { openTournaments, type Tournaments } from './tournaments/index.ts';
import { openWorkshop, type Workshop } from './titles/workshop.ts';
import { openVoiding, type Voiding } from './void-match.ts';
import { openWebPush, type WebPush, type WebPushParts } from './web-push/index.ts';

export interface Services {
  readonly access: Access;
  readonly activity: Activity;
  readonly accounts: Accounts;
  readonly achievements: Achievements;
  readonly assets: Assets;
  readonly audit: Audit;
  readonly appointments: Appointments;
  readonly analytics: Analytics;
  readonly bans: Bans;
  readonly blocks: Blocks;
  readonly boards: Boards;
  readonly bots: Bots;
  readonly cases: Cases;
  readonly deadLetters: DeadLetters;
  readonly moderation: Moderation;
  readonly rebuilds: Rebuilds;
  readonly status: ServerStatus;
  readonly voiding: Voiding;
  readonly workshop: Workshop;
  readonly chat: Chat;
  readonly complaints: Complaints;
  readonly conversations: Conversations;
  readonly funnel: Funnel;
  readonly friends: Friends;
  readonly games: Games;
  readonly idempotency: Idempotency;
  readonly journal: Journal;
  readonly ladders: Ladders;
  readonly leaderboards: Leaderboards;
  readonly links: Links;
  readonly logKeys: LogKeys;
  readonly matches: Matches;
  readonly parties: Parties;
  readonly personalData: PersonalData;
  readonly notifications: Notifications;
  readonly players: Players;
  readonly presences: Presences;
  readonly pushes: Pushes;
  readonly queue: Queue;
  readonly rateLimits: RateLimits;
  readonly registry: Registry;
  readonly regions: Regions;
  readonly replays: Replays;
  readonly reports: Reports;
  readonly resimulation: Resimulation;
  readonly revocations: Revocations;
  readonly seasons: Seasons;
  readonly rooms: Rooms;
  readonly sessions: Sessions;
  readonly settings: Settings;
  readonly statistics: Statistics;
  readonly storage: Storage;
  readonly silences: Silences;
  readonly titles: Titles;
  readonly tournaments: Tournaments;
  readonly unlockLinks: UnlockLinks;
  readonly webPush: WebPush;
}

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
  readonly onError?: (error: Error) => void;
}

export function openServices(db: Database, options: ServicesOptions): Services {
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
    onError,
  } = options;
  const signer = signerOf(logKey);
  const seal = openEmailSeal(dataKeys);
  const credentials = openCredentials(db, seal, rateLimits);
  const revocations = openRevocations(db);
  const sessions = openSessions(db, openAccessTokens(tokenKeys), revocations);
  const access = openAccess(db);
  const rebuilds = openRebuilds(db, onError);
  const resimulation = openResimulation();
  const pushes = openPushes(db, onError);
  const boards = openBoards(db, { redisUrl, ...(onError && { onError }) });
  const games = openGames(db);
  const parties = openParties(db, pushes, rateLimits);
  const blocks = openBlocks(db, parties);
  const players = openPlayers(db, seal);
  const silences = openSilences(db, pushes);
  const complaints = openComplaints(db, { pushes, rateLimits, revocations });
  const presences = openPresences(db, owner, pushes);
  const achievements = openAchievements(db, resimulation);
  const funnel = openFunnel(db, onError);
  const regions = openRegions(db, options.regions ?? { all: ['local'], here: 'local' });
  const webPush = openWebPush(db, options.webPush);
  return {
    access,
    activity: openActivity(db),
    cases: openCases(db),
    accounts: openAccounts(db, { credentials, sessions, revocations, seal }),
    achievements,
    assets: openAssets(db),
    audit: openAudit(db),
    appointments: openAppointments(db, owner),
    analytics: openAnalytics(db),
    bans: openBans(db, revocations),
    blocks,
    chat: openChat(db, { blocks, complaints, players, pushes, rateLimits, silences }),
    complaints,
    conversations: openConversations(db),
    bots: openBots(db),
    deadLetters: openDeadLetters(db),
    moderation: openModeration(db, credentials, revocations),
    rebuilds,
    status: openStatus(db),
    voiding: openVoiding(db, rebuilds),
    workshop: openWorkshop(db),
    friends: openFriends(db, { presences, pushes, rateLimits }),
    boards,
    games,
    funnel,
    idempotency: openIdempotency(db),
    journal: openJournal(db.pool),
    ladders: openLadders(db),
    leaderboards: openLeaderboards(db, boards, games),
    links: openLinks(db, access),
    logKeys: openLogKeys(db, signer),
    matches: openMatches(db, owner, signer),
    parties,
    personalData: openPersonalData(db, { credentials, revocations, seal, webPush }),
    notifications: openNotifications(db),
    players,
    presences,
    pushes,
    queue: openQueue(db, { funnel, parties, presences, pushes, regions, rooms, gameById }),
    rateLimits,
    registry,
    regions,
    replays: openReplays(db, resimulation),
    reports: openReports(db, resimulation),
    resimulation,
    revocations,
    seasons: openSeasons(db),
    rooms,
    sessions,
    silences,
    settings: openSettings(db, presences),
    statistics: openStatistics(db, { achievements, players }),
    titles: openTitles(db, pushes),
    storage: openStorage(db, storageLimits),
    tournaments: openTournaments(db, { players, pushes }),
    unlockLinks: openUnlockLinks(db),
    webPush,
  };
}

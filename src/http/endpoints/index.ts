// The HTTP API: one line per endpoint.

import { deleteAchievementLink } from './delete-achievement-link.ts';
import { deleteAdminBan } from './delete-admin-ban.ts';
import { deleteAdminPlayerSessions } from './delete-admin-player-sessions.ts';
import { deleteAuthSession } from './delete-auth-session.ts';
import { deleteBlock } from './delete-block.ts';
import { deleteFriend } from './delete-friend.ts';
import { deleteFriendRequest } from './delete-friend-request.ts';
import { deleteGameAchievement } from './delete-game-achievement.ts';
import { deleteGameAsset } from './delete-game-asset.ts';
import { deleteGameDeveloper } from './delete-game-developer.ts';
import { deleteGameKey } from './delete-game-key.ts';
import { deleteGameStoredValue } from './delete-game-stored-value.ts';
import { deleteLink } from './delete-link.ts';
import { deleteMatchQueue } from './delete-match-queue.ts';
import { deleteMe } from './delete-me.ts';
import { deleteModerationMute } from './delete-moderation-mute.ts';
import { deleteMute } from './delete-mute.ts';
import { deletePartyInvite } from './delete-party-invite.ts';
import { deletePartyPlayer } from './delete-party-player.ts';
import { deleteParty } from './delete-party.ts';
import { deletePlayerStoredValue } from './delete-player-stored-value.ts';
import { deletePushSubscription } from './delete-push-subscription.ts';
import { deleteStoredValue } from './delete-stored-value.ts';
import { deleteTournament } from './delete-tournament.ts';
import { deleteTournamentEntry } from './delete-tournament-entry.ts';
import { getAchievements } from './get-achievements.ts';
import { getActivity } from './get-activity.ts';
import { getAdminAudit } from './get-admin-audit.ts';
import { getAdminBans } from './get-admin-bans.ts';
import { getAdminCase } from './get-admin-case.ts';
import { getAdminCases } from './get-admin-cases.ts';
import { getAdminDeadLetter } from './get-admin-dead-letter.ts';
import { getAdminDeadLetters } from './get-admin-dead-letters.ts';
import { getAdminLadders } from './get-admin-ladders.ts';
import { getAdminMatches } from './get-admin-matches.ts';
import { getAdminPlayer } from './get-admin-player.ts';
import { getAdminStatus } from './get-admin-status.ts';
import { getAnalyticsCompletion } from './get-analytics-completion.ts';
import { getAnalyticsEngagement } from './get-analytics-engagement.ts';
import { getAnalyticsFunnel } from './get-analytics-funnel.ts';
import { getAnalyticsPlaytime } from './get-analytics-playtime.ts';
import { getAnalyticsRetention } from './get-analytics-retention.ts';
import { getAuthSessions } from './get-auth-sessions.ts';
import { getBlocks } from './get-blocks.ts';
import { getDeveloperQueues } from './get-developer-queues.ts';
import { getDeveloperTitles } from './get-developer-titles.ts';
import { getFriendComparison } from './get-friend-comparison.ts';
import { getFriendRequests } from './get-friend-requests.ts';
import { getFriends } from './get-friends.ts';
import { getGame } from './get-game.ts';
import { getGameAssets } from './get-game-assets.ts';
import { getGameCollections } from './get-game-collections.ts';
import { getGameKeys } from './get-game-keys.ts';
import { getGameStorage } from './get-game-storage.ts';
import { getGameStoredValue } from './get-game-stored-value.ts';
import { getGames } from './get-games.ts';
import { getLeaderboard } from './get-leaderboard.ts';
import { getLeaderboardAchievements } from './get-leaderboard-achievements.ts';
import { getLeaderboardPlayer } from './get-leaderboard-player.ts';
import { getLink } from './get-link.ts';
import { getLogKeys } from './get-log-keys.ts';
import { getMatch } from './get-match.ts';
import { getMatchHeatmap } from './get-match-heatmap.ts';
import { getMatchLinks } from './get-match-links.ts';
import { getMatchLog } from './get-match-log.ts';
import { getMatchReplay } from './get-match-replay.ts';
import { getMatchReport } from './get-match-report.ts';
import { getMatchStatus } from './get-match-status.ts';
import { getMatches } from './get-matches.ts';
import { getMe } from './get-me.ts';
import { getMeExport } from './get-me-export.ts';
import { getMeRank } from './get-me-rank.ts';
import { getMeSettings } from './get-me-settings.ts';
import { getMessages } from './get-messages.ts';
import { getModerationReports } from './get-moderation-reports.ts';
import { getMutes } from './get-mutes.ts';
import { getNotifications } from './get-notifications.ts';
import { getParty } from './get-party.ts';
import { getPartyInvites } from './get-party-invites.ts';
import { getPlayer } from './get-player.ts';
import { getPlayerAchievements } from './get-player-achievements.ts';
import { getPlayerDashboard } from './get-player-dashboard.ts';
import { getPlayerMatches } from './get-player-matches.ts';
import { getPlayerMessages } from './get-player-messages.ts';
import { getPlayerPresence } from './get-player-presence.ts';
import { getPlayerRatings } from './get-player-ratings.ts';
import { getPlayerStatistics } from './get-player-statistics.ts';
import { getPlayerStats } from './get-player-stats.ts';
import { getPlayerStorage } from './get-player-storage.ts';
import { getPlayerStoredValue } from './get-player-stored-value.ts';
import { getPlayers } from './get-players.ts';
import { getPresence } from './get-presence.ts';
import { getPush } from './get-push.ts';
import { getPushSubscriptions } from './get-push-subscriptions.ts';
import { getRoom } from './get-room.ts';
import { getRooms } from './get-rooms.ts';
import { getScores } from './get-scores.ts';
import { getSeasons } from './get-seasons.ts';
import { getStorage } from './get-storage.ts';
import { getStoredValue } from './get-stored-value.ts';
import { getTournament } from './get-tournament.ts';
import { getTournamentMatches } from './get-tournament-matches.ts';
import { getTournamentStandings } from './get-tournament-standings.ts';
import { getTournaments } from './get-tournaments.ts';
import { postAchievementLink } from './post-achievement-link.ts';
import { postAchievementsCheck } from './post-achievements-check.ts';
import { postAchievementsUnlock } from './post-achievements-unlock.ts';
import { postAdminBan } from './post-admin-ban.ts';
import { postAdminCaseClose } from './post-admin-case-close.ts';
import { postAdminDeadLettersRetry } from './post-admin-dead-letters-retry.ts';
import { postAdminLaddersRebuild } from './post-admin-ladders-rebuild.ts';
import { postAdminMatchVoid } from './post-admin-match-void.ts';
import { postAdminPlayersSearch } from './post-admin-players-search.ts';
import { postAdminSeason } from './post-admin-season.ts';
import { postAuthGuest } from './post-auth-guest.ts';
import { postAuthLogin } from './post-auth-login.ts';
import { postAuthLogout } from './post-auth-logout.ts';
import { postAuthRefresh } from './post-auth-refresh.ts';
import { postAuthRegister } from './post-auth-register.ts';
import { postFriendRequestAccept } from './post-friend-request-accept.ts';
import { postFriendRequests } from './post-friend-requests.ts';
import { postGameAchievements } from './post-game-achievements.ts';
import { postGameKey } from './post-game-key.ts';
import { postGameKeyRotation } from './post-game-key-rotation.ts';
import { postGames } from './post-games.ts';
import { postMatchLinks } from './post-match-links.ts';
import { postMatchQueue } from './post-match-queue.ts';
import { postModerationReportResolve } from './post-moderation-report-resolve.ts';
import { postModerationReportTake } from './post-moderation-report-take.ts';
import { postNotificationsRead } from './post-notifications-read.ts';
import { postParty } from './post-party.ts';
import { postPartyInvites } from './post-party-invites.ts';
import { postPartyJoin } from './post-party-join.ts';
import { postPlayerMessages } from './post-player-messages.ts';
import { postPlayerMessagesRead } from './post-player-messages-read.ts';
import { postPlayers } from './post-players.ts';
import { postPushSubscriptions } from './post-push-subscriptions.ts';
import { postReports } from './post-reports.ts';
import { postRoomJoin } from './post-room-join.ts';
import { postRoomLeave } from './post-room-leave.ts';
import { postRooms } from './post-rooms.ts';
import { postScores } from './post-scores.ts';
import { postStorage } from './post-storage.ts';
import { postTournamentEntry } from './post-tournament-entry.ts';
import { postTournaments } from './post-tournaments.ts';
import { putAdminPlayerName } from './put-admin-player-name.ts';
import { putAdminRole } from './put-admin-role.ts';
import { putAuthPassword } from './put-auth-password.ts';
import { putBlock } from './put-block.ts';
import { putGame } from './put-game.ts';
import { putGameAsset } from './put-game-asset.ts';
import { putGameCollection } from './put-game-collection.ts';
import { putGameDeveloper } from './put-game-developer.ts';
import { putGameStoredValue } from './put-game-stored-value.ts';
import { putMatchPrivacy } from './put-match-privacy.ts';
import { putMe } from './put-me.ts';
import { putMeSettings } from './put-me-settings.ts';
import { putModerationMute } from './put-moderation-mute.ts';
import { putMute } from './put-mute.ts';
import { putPlayerStoredValue } from './put-player-stored-value.ts';
import { putStoredValue } from './put-stored-value.ts';

export const endpoints = [
  deleteAchievementLink,
  deleteAdminBan,
  deleteAdminPlayerSessions,
  deleteAuthSession,
  deleteBlock,
  deleteFriend,
  deleteFriendRequest,
  deleteGameAchievement,
  deleteGameAsset,
  deleteGameDeveloper,
  deleteGameKey,
  deleteGameStoredValue,
  deleteLink,
  deleteMatchQueue,
  deleteMe,
  deleteModerationMute,
  deleteMute,
  deleteParty,
  deletePartyInvite,
  deletePartyPlayer,
  deletePlayerStoredValue,
  deletePushSubscription,
  deleteStoredValue,
  deleteTournament,
  deleteTournamentEntry,
  getAchievements,
  getActivity,
  getAdminAudit,
  getAdminBans,
  getAdminCase,
  getAdminCases,
  getAdminDeadLetter,
  getAdminDeadLetters,
  getAdminLadders,
  getAdminMatches,
  getAdminPlayer,
  getAdminStatus,
  getAnalyticsCompletion,
  getAnalyticsEngagement,
  getAnalyticsFunnel,
  getAnalyticsPlaytime,
  getAnalyticsRetention,
  getAuthSessions,
  getBlocks,
  getDeveloperQueues,
  getDeveloperTitles,
  getFriendComparison,
  getFriendRequests,
  getFriends,
  getGame,
  getGameAssets,
  getGameCollections,
  getGameKeys,
  getGameStorage,
  getGameStoredValue,
  getGames,
  getLeaderboard,
  getLeaderboardAchievements,
  getLeaderboardPlayer,
  getLink,
  getLogKeys,
  getMatch,
  getMatchHeatmap,
  getMatchLinks,
  getMatchLog,
  getMatchReplay,
  getMatchReport,
  getMatchStatus,
  getMatches,
  getMe,
  getMeExport,
  getMeRank,
  getMeSettings,
  getMessages,
  getModerationReports,
  getMutes,
  getNotifications,
  getParty,
  getPartyInvites,
  getPlayer,
  getPlayerAchievements,
  getPlayerDashboard,
  getPlayerMatches,
  getPlayerMessages,
  getPlayerPresence,
  getPlayerRatings,
  getPlayerStatistics,
  getPlayerStats,
  getPlayerStorage,
  getPlayerStoredValue,
  getPlayers,
  getPresence,
  getPush,
  getPushSubscriptions,
  getRoom,
  getRooms,
  getScores,
  getSeasons,
  getStorage,
  getStoredValue,
  getTournament,
  getTournamentMatches,
  getTournamentStandings,
  getTournaments,
  postAchievementLink,
  postAchievementsCheck,
  postAchievementsUnlock,
  postAdminBan,
  postAdminCaseClose,
  postAdminDeadLettersRetry,
  postAdminLaddersRebuild,
  postAdminMatchVoid,
  postAdminPlayersSearch,
  postAdminSeason,
  postAuthGuest,
  postAuthLogin,
  postAuthLogout,
  postAuthRefresh,
  postAuthRegister,
  postFriendRequestAccept,
  postFriendRequests,
  postGameAchievements,
  postGameKey,
  postGameKeyRotation,
  postGames,
  postMatchLinks,
  postMatchQueue,
  postModerationReportResolve,
  postModerationReportTake,
  postNotificationsRead,
  postParty,
  postPartyInvites,
  postPartyJoin,
  postPlayerMessages,
  postPlayerMessagesRead,
  postPlayers,
  postPushSubscriptions,
  postReports,
  postRoomJoin,
  postRoomLeave,
  postRooms,
  postScores,
  postStorage,
  postTournamentEntry,
  postTournaments,
  putAdminPlayerName,
  putAdminRole,
  putAuthPassword,
  putBlock,
  putGame,
  putGameAsset,
  putGameCollection,
  putGameDeveloper,
  putGameStoredValue,
  putMatchPrivacy,
  putMe,
  putMeSettings,
  putModerationMute,
  putMute,
  putPlayerStoredValue,
  putStoredValue,
] as const;

// The HTTP API: one line per endpoint. The first that fits a path answers, so `/players/me` stands before `/players/:id`.
import { deleteAchievementLink } from './delete-achievement-link.ts';
import { deleteAdminBan } from './delete-admin-ban.ts';
import { deleteAuthSession } from './delete-auth-session.ts';
import { deleteBlock } from './delete-block.ts';
import { deleteFriendRequest } from './delete-friend-request.ts';
import { deleteFriend } from './delete-friend.ts';
import { deleteLink } from './delete-link.ts';
import { deleteMe } from './delete-me.ts';
import { deleteModerationMute } from './delete-moderation-mute.ts';
import { deleteMute } from './delete-mute.ts';
import { getAchievements } from './get-achievements.ts';
import { getAdminAudit } from './get-admin-audit.ts';
import { getAnalyticsPlaytime } from './get-analytics-playtime.ts';
import { getAnalyticsFunnel } from './get-analytics-funnel.ts';
import { getAnalyticsEngagement } from './get-analytics-engagement.ts';
import { getAnalyticsRetention } from './get-analytics-retention.ts';
import { getAnalyticsCompletion } from './get-analytics-completion.ts';
import { getAuthSessions } from './get-auth-sessions.ts';
import { getBlocks } from './get-blocks.ts';
import { getFriendComparison } from './get-friend-comparison.ts';
import { getFriendRequests } from './get-friend-requests.ts';
import { getFriends } from './get-friends.ts';
import { getGames } from './get-games.ts';
import { getActivity } from './get-activity.ts';
import { getLeaderboardAchievements } from './get-leaderboard-achievements.ts';
import { getLeaderboardPlayer } from './get-leaderboard-player.ts';
import { getMeRank } from './get-me-rank.ts';
import { getSeasons } from './get-seasons.ts';
import { postAdminSeason } from './post-admin-season.ts';
import { getLeaderboard } from './get-leaderboard.ts';
import { getLink } from './get-link.ts';
import { getLogKeys } from './get-log-keys.ts';
import { getMatch } from './get-match.ts';
import { getMatchHeatmap } from './get-match-heatmap.ts';
import { getMatchLinks } from './get-match-links.ts';
import { getMatchLog } from './get-match-log.ts';
import { getMatchReplay } from './get-match-replay.ts';
import { getMatchReport } from './get-match-report.ts';
import { getMatches } from './get-matches.ts';
import { getMe } from './get-me.ts';
import { getMeExport } from './get-me-export.ts';
import { getMeSettings } from './get-me-settings.ts';
import { getMessages } from './get-messages.ts';
import { getModerationReports } from './get-moderation-reports.ts';
import { getMutes } from './get-mutes.ts';
import { getNotifications } from './get-notifications.ts';
import { getPlayerRatings } from './get-player-ratings.ts';
import { getPlayer } from './get-player.ts';
import { getPlayerAchievements } from './get-player-achievements.ts';
import { getPlayerMessages } from './get-player-messages.ts';
import { getPlayerPresence } from './get-player-presence.ts';
import { getPresence } from './get-presence.ts';
import { getPlayerDashboard } from './get-player-dashboard.ts';
import { getPlayerStatistics } from './get-player-statistics.ts';
import { getPlayerStats } from './get-player-stats.ts';
import { getScores } from './get-scores.ts';
import { deleteTournamentEntry } from './delete-tournament-entry.ts';
import { getTournament } from './get-tournament.ts';
import { getTournamentMatches } from './get-tournament-matches.ts';
import { getTournamentStandings } from './get-tournament-standings.ts';
import { getTournaments } from './get-tournaments.ts';
import { postTournamentEntry } from './post-tournament-entry.ts';
import { postTournaments } from './post-tournaments.ts';
import { postAchievementLink } from './post-achievement-link.ts';
import { postAchievementsCheck } from './post-achievements-check.ts';
import { postAchievementsUnlock } from './post-achievements-unlock.ts';
import { postAdminBan } from './post-admin-ban.ts';
import { postAuthGuest } from './post-auth-guest.ts';
import { postAuthLogin } from './post-auth-login.ts';
import { postAuthLogout } from './post-auth-logout.ts';
import { postAuthRefresh } from './post-auth-refresh.ts';
import { postAuthRegister } from './post-auth-register.ts';
import { postFriendRequestAccept } from './post-friend-request-accept.ts';
import { postFriendRequests } from './post-friend-requests.ts';
import { postGameAchievements } from './post-game-achievements.ts';
import { postGames } from './post-games.ts';
import { postScores } from './post-scores.ts';
import { postMatchLinks } from './post-match-links.ts';
import { postModerationReportResolve } from './post-moderation-report-resolve.ts';
import { postModerationReportTake } from './post-moderation-report-take.ts';
import { postNotificationsRead } from './post-notifications-read.ts';
import { postPlayerMessagesRead } from './post-player-messages-read.ts';
import { postPlayerMessages } from './post-player-messages.ts';
import { postReports } from './post-reports.ts';
import { putAdminRole } from './put-admin-role.ts';
import { putAuthPassword } from './put-auth-password.ts';
import { putBlock } from './put-block.ts';
import { putMatchPrivacy } from './put-match-privacy.ts';
import { putMeSettings } from './put-me-settings.ts';
import { putMe } from './put-me.ts';
import { putModerationMute } from './put-moderation-mute.ts';
import { putMute } from './put-mute.ts';
import { getStorage } from './get-storage.ts';
import { getStoredValue } from './get-stored-value.ts';
import { putStoredValue } from './put-stored-value.ts';
import { deleteStoredValue } from './delete-stored-value.ts';
import { postStorage } from './post-storage.ts';
import { getPlayerStorage } from './get-player-storage.ts';
import { getPlayerStoredValue } from './get-player-stored-value.ts';
import { putPlayerStoredValue } from './put-player-stored-value.ts';
import { deletePlayerStoredValue } from './delete-player-stored-value.ts';
import { getGameStorage } from './get-game-storage.ts';
import { getGameStoredValue } from './get-game-stored-value.ts';
import { putGameStoredValue } from './put-game-stored-value.ts';
import { deleteGameStoredValue } from './delete-game-stored-value.ts';
import { getGameCollections } from './get-game-collections.ts';
import { putGameCollection } from './put-game-collection.ts';
import { getGameAssets } from './get-game-assets.ts';
import { putGameAsset } from './put-game-asset.ts';
import { deleteGameAsset } from './delete-game-asset.ts';
import { getPlayers } from './get-players.ts';
import { postPlayers } from './post-players.ts';
import { getPlayerMatches } from './get-player-matches.ts';
import { getGame } from './get-game.ts';
import { getDeveloperTitles } from './get-developer-titles.ts';
import { getGameKeys } from './get-game-keys.ts';
import { postGameKey } from './post-game-key.ts';
import { deleteGameKey } from './delete-game-key.ts';
import { postGameKeyRotation } from './post-game-key-rotation.ts';
import { putGameDeveloper } from './put-game-developer.ts';
import { deleteGameDeveloper } from './delete-game-developer.ts';
import { getAdminPlayer } from './get-admin-player.ts';
import { postAdminPlayersSearch } from './post-admin-players-search.ts';
import { deleteAdminPlayerSessions } from './delete-admin-player-sessions.ts';
import { putAdminPlayerName } from './put-admin-player-name.ts';
import { getAdminBans } from './get-admin-bans.ts';
import { getAdminMatches } from './get-admin-matches.ts';
import { postAdminMatchVoid } from './post-admin-match-void.ts';
import { getAdminCases } from './get-admin-cases.ts';
import { getAdminCase } from './get-admin-case.ts';
import { postAdminCaseClose } from './post-admin-case-close.ts';
import { getAdminDeadLetters } from './get-admin-dead-letters.ts';
import { getAdminDeadLetter } from './get-admin-dead-letter.ts';
import { postAdminDeadLettersRetry } from './post-admin-dead-letters-retry.ts';
import { getAdminLadders } from './get-admin-ladders.ts';
import { postAdminLaddersRebuild } from './post-admin-ladders-rebuild.ts';
import { getAdminStatus } from './get-admin-status.ts';
import { deleteMatchQueue } from './delete-match-queue.ts';
import { deleteParty } from './delete-party.ts';
import { getDeveloperQueues } from './get-developer-queues.ts';
import { getMatchStatus } from './get-match-status.ts';
import { getParty } from './get-party.ts';
import { getPartyInvites } from './get-party-invites.ts';
import { getRoom } from './get-room.ts';
import { getRooms } from './get-rooms.ts';
import { postMatchQueue } from './post-match-queue.ts';
import { postParty } from './post-party.ts';
import { postPartyInvites } from './post-party-invites.ts';
import { postPartyJoin } from './post-party-join.ts';
import { postRoomJoin } from './post-room-join.ts';
import { postRoomLeave } from './post-room-leave.ts';
import { postRooms } from './post-rooms.ts';

export const endpoints = [
  deleteMatchQueue,
  deleteParty,
  getDeveloperQueues,
  getMatchStatus,
  getParty,
  getPartyInvites,
  getRoom,
  getRooms,
  postMatchQueue,
  postParty,
  postPartyInvites,
  postPartyJoin,
  postRoomJoin,
  postRoomLeave,
  postRooms,
  deleteAchievementLink,
  deleteAdminBan,
  deleteAuthSession,
  deleteBlock,
  getFriendRequests,
  deleteFriend,
  deleteFriendRequest,
  deleteLink,
  deleteMe,
  deleteModerationMute,
  deleteMute,
  deleteTournamentEntry,
  getAchievements,
  getAdminAudit,
  getAnalyticsPlaytime,
  getAnalyticsFunnel,
  getAnalyticsEngagement,
  getAnalyticsRetention,
  getAnalyticsCompletion,
  getAuthSessions,
  getBlocks,
  getFriendComparison,
  getFriends,
  getGames,
  getActivity,
  // Before the games: no game is called so.
  getLeaderboardAchievements,
  getLeaderboard,
  getLeaderboardPlayer,
  getMeRank,
  getSeasons,
  postAdminSeason,
  getLink,
  getLogKeys,
  getMatch,
  getMatchHeatmap,
  getMatchLinks,
  getMatchLog,
  getMatchReplay,
  getMatchReport,
  getMatches,
  getMe,
  getMeExport,
  getMeSettings,
  getMessages,
  getModerationReports,
  getMutes,
  getNotifications,
  getPlayer,
  getPlayerRatings,
  getPlayerAchievements,
  getPlayerMessages,
  getPlayerPresence,
  getPresence,
  getPlayerDashboard,
  getPlayerStatistics,
  getPlayerStats,
  getScores,
  getTournament,
  getTournamentMatches,
  getTournamentStandings,
  getTournaments,
  postAchievementLink,
  postAchievementsCheck,
  postAchievementsUnlock,
  postAdminBan,
  postAuthGuest,
  postAuthLogin,
  postAuthLogout,
  postAuthRefresh,
  postAuthRegister,
  postFriendRequestAccept,
  postFriendRequests,
  postGameAchievements,
  postGames,
  postScores,
  postMatchLinks,
  postModerationReportResolve,
  postModerationReportTake,
  postNotificationsRead,
  postTournamentEntry,
  postTournaments,
  postPlayerMessages,
  postPlayerMessagesRead,
  postReports,
  putAdminRole,
  putAuthPassword,
  putBlock,
  putMatchPrivacy,
  putMe,
  putMeSettings,
  putModerationMute,
  putMute,
  getStorage,
  getStoredValue,
  putStoredValue,
  deleteStoredValue,
  postStorage,
  getPlayerStorage,
  getPlayerStoredValue,
  putPlayerStoredValue,
  deletePlayerStoredValue,
  getGameStorage,
  getGameStoredValue,
  putGameStoredValue,
  deleteGameStoredValue,
  getGameCollections,
  putGameCollection,
  getGameAssets,
  putGameAsset,
  deleteGameAsset,
  getPlayers,
  postPlayers,
  getPlayerMatches,
  getGame,
  getDeveloperTitles,
  getGameKeys,
  postGameKey,
  deleteGameKey,
  postGameKeyRotation,
  putGameDeveloper,
  deleteGameDeveloper,
  postAdminPlayersSearch,
  getAdminPlayer,
  deleteAdminPlayerSessions,
  putAdminPlayerName,
  getAdminBans,
  getAdminMatches,
  postAdminMatchVoid,
  getAdminCases,
  getAdminCase,
  postAdminCaseClose,
  getAdminDeadLetters,
  postAdminDeadLettersRetry,
  getAdminDeadLetter,
  getAdminLadders,
  postAdminLaddersRebuild,
  getAdminStatus,
] as const;
